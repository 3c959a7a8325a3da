import {NestFactory} from '@nestjs/core';
import {VersioningType} from '@nestjs/common';
import {ConfigService} from '@nestjs/config';
import {FastifyAdapter, NestFastifyApplication} from '@nestjs/platform-fastify';
import {AppModule} from './app.module';

async function bootstrap() {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter());
  const config = app.get(ConfigService);
  app.setGlobalPrefix(config.getOrThrow('http.prefix', {infer: true}), {exclude: ['/']});
  app.enableVersioning({type: VersioningType.HEADER, header: 'x-version'});
  await app.listen(3000, '0.0.0.0');
}
void bootstrap();
