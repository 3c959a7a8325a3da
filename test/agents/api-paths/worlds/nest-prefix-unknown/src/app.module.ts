import {Controller, Get, Module} from '@nestjs/common';

@Controller('stocks')
class StocksController {
  @Get(':symbol/quotes')
  quotes() {}
}

@Module({controllers: [StocksController]})
export class AppModule {}
