import fp from 'fastify-plugin';

export default fp(async function health(fastify) {
	fastify.get('/health', async () => ({ok: true}));
	fastify.register(async (scoped) => {
		scoped.get('/details', async () => ({uptime: process.uptime()}));
	}, {prefix: '/health'});
});
