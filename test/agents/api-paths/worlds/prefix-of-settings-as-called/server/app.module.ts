import {Controller, Delete, Get, Module, Post} from '@nestjs/common';

@Controller('lamps')
class LampsController {
	@Get()
	list() {}

	@Post()
	add() {}

	@Get(':id')
	one() {}

	@Delete(':id')
	drop() {}
}

@Module({controllers: [LampsController]})
export class AppModule {}
