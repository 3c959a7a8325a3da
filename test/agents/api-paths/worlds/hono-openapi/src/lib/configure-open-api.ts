import {swaggerUI} from '@hono/swagger-ui';
import type {AppOpenAPI} from './types.ts';

export default function configureOpenAPI(app: AppOpenAPI): void {
	app.doc('/doc', {openapi: '3.0.0', info: {title: 'Inventory', version: '1'}});
	app.get('/reference', swaggerUI({url: '/doc'}));
}
