import {Controller, Get, Module} from '@nestjs/common';

@Controller('worker')
class WorkerController {
  @Get('jobs')
  jobs() {}
}

@Module({controllers: [WorkerController]})
export class WorkerModule {}
