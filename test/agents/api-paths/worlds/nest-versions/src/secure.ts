import type {INestApplication} from '@nestjs/common';
import helmet from 'helmet';

export function secure(app: INestApplication): INestApplication {
  app.use(helmet());
  app.enableCors();
  return app;
}
