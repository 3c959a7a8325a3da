import fp from 'fastify-plugin';

export default fp(async (app) => {
	app.decorate('now', () => Date.now());
	app.get('/clock', async () => ({now: Date.now()}));
});
