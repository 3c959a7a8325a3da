// Not loaded: its folder has an index file.
export default async function schemas(fastify) {
	fastify.get('/schemas', async () => ({}));
}
