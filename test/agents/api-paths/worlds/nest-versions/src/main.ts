import {NestFactory} from '@nestjs/core';
import {VersioningType} from '@nestjs/common';
import {AppModule} from './app.module';
import {secure} from './secure';

async function bootstrap() {
  const app = secure(await NestFactory.create(AppModule));
  app.setGlobalPrefix('api');
  app.enableVersioning({type: VersioningType.URI, defaultVersion: '1'});
  await app.listen(3000);
}
bootstrap();
