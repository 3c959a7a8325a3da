export default async (fastify) => {
	fastify.get('/colours', async () => ['red']);
};
