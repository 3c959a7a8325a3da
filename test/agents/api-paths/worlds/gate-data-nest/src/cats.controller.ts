import {Controller, Get, Param} from '@nestjs/common';
import {CatsService} from './cats.service';

@Controller('cats')
export class CatsController {
	constructor(private readonly cats: CatsService) {}

	@Get()
	list() {
		return this.cats.list();
	}

	@Get(':id/toys')
	toys(@Param('id') id: string) {
		return this.cats.toysOf(id);
	}
}
