import {NestFactory} from '@nestjs/core';
import {AppModule} from './app.module';
import {WorkerModule} from './worker.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.getHttpAdapter().get('/ping', (_request: unknown, response: {send(text: string): void}) => response.send('pong'));
  app.connectMicroservice({options: {}});
  await app.listen(3000);
  const worker = await NestFactory.createMicroservice(WorkerModule, {});
  await worker.listen();
}
bootstrap();
