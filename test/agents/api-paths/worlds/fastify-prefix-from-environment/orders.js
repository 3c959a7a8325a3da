export default async function orders(fastify) {
	fastify.get('/orders/:id', async (request) => request.params.id);
}
