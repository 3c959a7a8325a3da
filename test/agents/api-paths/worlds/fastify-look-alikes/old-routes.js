// Registered nowhere.
export default async function oldRoutes(fastify) {
	fastify.get('/old', async () => 'gone');
	fastify.route({method: 'DELETE', url: '/old/:id', handler: async () => null});
}
