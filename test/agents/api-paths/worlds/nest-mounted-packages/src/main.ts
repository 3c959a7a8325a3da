import {NestFactory} from '@nestjs/core';
import {DocumentBuilder, SwaggerModule} from '@nestjs/swagger';
import {createProxyMiddleware} from 'http-proxy-middleware';
import {AppModule} from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix('api');
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Shop').build());
  SwaggerModule.setup('docs', app, document);
  app.use('/legacy', createProxyMiddleware({target: 'http://legacy:8080'}));
  await app.listen(3000);
}
bootstrap();
