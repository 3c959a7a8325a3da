import {Controller, Get, Module} from '@nestjs/common';
import {NestFactory} from '@nestjs/core';
import {NestExpressApplication} from '@nestjs/platform-express';

@Controller('shops')
class ShopsController {
  @Get()
  list() {}
}

@Module({controllers: [ShopsController]})
class AppModule {}

async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule);
  const {setUpEnterprise} = require('./ee/set-up');
  setUpEnterprise(app);
  await app.listen(3000);
}
bootstrap();
