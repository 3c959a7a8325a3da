import Fastify from 'fastify';
import catalogue from './plugins/catalogue.js';
import health from './plugins/health.js';

const app = Fastify({logger: true});

app.register(health, {prefix: '/ignored'});
app.register(catalogue, {prefix: 'catalogue'});
app.register(
	async (admin, options) => {
		admin.addHook('onRequest', async (request) => request.log.info(options.area));
		admin.get('/', async () => ({area: options.area}));
		admin.route({method: ['POST', 'PUT'], url: '/settings', handler: async () => ({saved: true})});
	},
	{prefix: '/admin/', area: 'back office'},
);
app.all('/echo', async (request) => request.body);

await app.listen({port: 3000, host: '0.0.0.0'});
