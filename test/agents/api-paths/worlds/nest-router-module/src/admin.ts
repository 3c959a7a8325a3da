import {Controller, Get, Module, Post} from '@nestjs/common';

@Controller('users')
class UsersController {
  @Get(':id')
  one() {}

  @Get('search')
  search() {}
}

@Controller()
class MetricsController {
  @Get('cpu')
  cpu() {}
}

@Controller('reports')
class ReportsController {
  @Post()
  create() {}
}

@Module({controllers: [MetricsController]})
export class MetricsModule {}

@Module({controllers: [ReportsController]})
export class ReportsModule {}

@Module({imports: [MetricsModule, ReportsModule], controllers: [UsersController]})
export class AdminModule {}
