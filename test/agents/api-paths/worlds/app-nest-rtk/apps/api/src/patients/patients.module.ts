import {Module} from '@nestjs/common';
import {PatientsController} from './patients.controller';
import {PatientsService} from './patients.service';
import {VisitsController} from './visits.controller';

@Module({controllers: [VisitsController, PatientsController], providers: [PatientsService]})
export class PatientsModule {}
