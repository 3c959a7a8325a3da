import {Controller, Get, Module} from '@nestjs/common';

@Controller('news')
class NewsController {
  @Get()
  list() {}
}

@Module({controllers: [NewsController]})
class NewsModule {}

@Controller('beta')
class BetaController {
  @Get()
  list() {}
}

@Module({controllers: [BetaController]})
export class UnusedModule {}

export const featureModules = [NewsModule];
