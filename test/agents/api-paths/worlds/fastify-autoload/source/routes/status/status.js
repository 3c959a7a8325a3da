export default async (fastify) => {
	fastify.get('/status', async () => 'fine');
};
export const prefixOverride = '';
