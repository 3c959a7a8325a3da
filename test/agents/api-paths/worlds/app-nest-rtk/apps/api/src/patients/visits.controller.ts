import {Controller, Get, Param, Post} from '@nestjs/common';

@Controller('patients/:patientId/visits')
export class VisitsController {
	@Get()
	list(@Param('patientId') patientId: string) {
		return [patientId];
	}

	@Post()
	add(@Param('patientId') patientId: string) {
		return patientId;
	}
}
