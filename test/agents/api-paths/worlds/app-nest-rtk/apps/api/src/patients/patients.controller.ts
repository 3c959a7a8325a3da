import {Controller, Delete, Get, Param, Patch} from '@nestjs/common';
import {PatientsService} from './patients.service';

@Controller({path: 'patients', version: '2'})
export class PatientsController {
	constructor(private readonly patients: PatientsService) {}

	@Get()
	list() {
		return this.patients.list();
	}

	@Get(':id')
	one(@Param('id') id: string) {
		return this.patients.get(id);
	}

	@Patch(':id')
	change(@Param('id') id: string) {
		return this.patients.get(id);
	}

	@Delete(':id')
	remove(@Param('id') id: string) {
		return this.patients.delete(id);
	}
}
