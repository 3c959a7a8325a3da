import {Controller, Get, Module} from '@nestjs/common';
import {ConfigModule, registerAs} from '@nestjs/config';

const http = registerAs('http', () => ({prefix: process.env.HTTP_PREFIX || 'service'}));

@Controller()
class HomeController {
  @Get()
  home() {}
}

@Controller({path: 'Items', version: '3'})
class ItemsController {
  @Get('search')
  search() {}

  @Get(':id')
  one() {}
}

@Module({imports: [ConfigModule.forRoot({load: [http]})], controllers: [HomeController, ItemsController]})
export class AppModule {}
