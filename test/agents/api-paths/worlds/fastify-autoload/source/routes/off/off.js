export const autoload = false;
export default async (fastify) => {
	fastify.get('/off', async () => null);
};
