import {NestFactory} from '@nestjs/core';
import {AppModule} from './app.module';
import {WorkerModule} from './worker.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.connectMicroservice({options: {}});
  await app.listen(3000);
  const worker = await NestFactory.createMicroservice(WorkerModule, {});
  await worker.listen();
}
bootstrap();
