import {OpenAPIHono} from '@hono/zod-openapi';
import type {AppBindings, AppOpenAPI} from './types.ts';

export function createRouter() {
	return new OpenAPIHono<AppBindings>({strict: false});
}

export default function createApp(): AppOpenAPI {
	const app = createRouter();
	app.use(async (c, next) => {
		c.header('x-powered-by', 'inventory');
		await next();
	});
	app.notFound((c) => c.json({message: 'nothing here'}, 404));
	return app;
}
