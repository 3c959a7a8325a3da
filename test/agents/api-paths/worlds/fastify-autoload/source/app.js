import {join} from 'node:path';
import AutoLoad from '@fastify/autoload';
import Fastify from 'fastify';

export async function build() {
	const app = Fastify();
	await app.register(AutoLoad, {dir: join(import.meta.dirname, 'plugins')});
	await app.register(AutoLoad, {
		dir: join(import.meta.dirname, 'routes'),
		routeParams: true,
		ignorePattern: /^drafts/,
		options: {prefix: '/api/'},
	});
	return app;
}
