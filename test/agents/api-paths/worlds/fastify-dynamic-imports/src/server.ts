import createFastify, {type FastifyInstance} from 'fastify';
import * as webhooks from './webhooks.ts';

const server: FastifyInstance = createFastify({routerOptions: {ignoreTrailingSlash: true}});

server.register(import('./teams.ts'), {prefix: '/teams'});
server.register(webhooks, {prefix: '/webhooks'}).after((error) => {
	if (error) throw error;
	server.get('/ready', async () => true);
});

const areas = {billing: import('./billing.ts'), support: import('./support.ts')};
for (const [name, area] of Object.entries(areas)) server.register(area, {prefix: `/areas/${name}`});

await server.ready();
server.server.listen(3000);
