import {NestFactory} from '@nestjs/core';
import {RequestMethod} from '@nestjs/common';
import {RootModule} from './root.module';

async function bootstrap() {
  const app = await NestFactory.create(RootModule);
  app.setGlobalPrefix('/api', {exclude: ['status', {path: 'robots/:file', method: RequestMethod.GET}, 'public/(.*)']});
  await app.listen(3000);
}
void bootstrap();
