export default async function metrics(fastify) {
	fastify.get('/metrics', async () => 'up 1');
}
