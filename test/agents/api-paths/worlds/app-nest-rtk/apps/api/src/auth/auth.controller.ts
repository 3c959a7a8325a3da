import {Body, Controller, Get, HttpCode, Post, UseGuards} from '@nestjs/common';
import {SignedIn} from './signed-in.guard';

@Controller('auth')
export class AuthController {
	@HttpCode(200)
	@Post('login')
	login(@Body() body: unknown) {
		return body;
	}

	@Post('refresh')
	refresh() {
		return {};
	}

	@UseGuards(SignedIn)
	@Get('me')
	me() {
		return {};
	}
}
