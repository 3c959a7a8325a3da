import {NestFactory} from '@nestjs/core';
import {settings} from './settings';
import {AdminModule} from './admin.module';

export async function start(port = settings.port) {
  const app = await NestFactory.create(AppOf(), {logger: false});
  app.setGlobalPrefix(settings.prefix);
  await app.listen(port);
}

const AppOf = () => AdminModule;

void start();
