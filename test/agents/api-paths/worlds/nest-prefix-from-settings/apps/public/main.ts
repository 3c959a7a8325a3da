import {NestFactory} from '@nestjs/core';
import {ConfigService} from '@nestjs/config';
import {PublicModule} from './public.module';

async function bootstrap() {
  const app = await NestFactory.create(PublicModule);
  app.setGlobalPrefix(app.get(ConfigService).get<string>('ROUTE_PREFIX'));
  await app.listen(3000);
}
bootstrap();
