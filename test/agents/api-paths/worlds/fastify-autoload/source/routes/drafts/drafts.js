export default async (fastify) => {
	fastify.get('/draft', async () => null);
};
