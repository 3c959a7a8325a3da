import fastifyStatic from '@fastify/static';
import helmet from '@fastify/helmet';
import proxy from '@fastify/http-proxy';
import swaggerUi from '@fastify/swagger-ui';
import Fastify from 'fastify';
import {readFile} from 'node:fs/promises';

const app = Fastify();

app.register(helmet);
app.register(fastifyStatic, {root: '/srv/assets', prefix: '/assets/'});
app.register(proxy, {upstream: 'http://legacy.internal:8080', prefix: '/legacy'});
app.register(swaggerUi, {routePrefix: '/docs'});
app.get('/api/extensions', async () => []);

for (const name of JSON.parse(await readFile('extensions.json', 'utf8'))) {
	const extension = await import(name);
	app.register(extension.default, {prefix: '/api/extensions/' + extension.mountAt});
}

await app.listen({port: 3000});
