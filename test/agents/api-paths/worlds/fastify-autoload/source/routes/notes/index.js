export default async function notes(fastify) {
	fastify.get('/', async () => []);
	fastify.post('/', async (request) => request.body);
}
