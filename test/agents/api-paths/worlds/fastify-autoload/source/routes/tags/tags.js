export const autoPrefix = '/labels';

export default async (fastify) => {
	fastify.get('/popular', async () => []);
};
