export default async function note(fastify) {
	fastify.get('/', async (request) => ({id: request.params.noteId}));
	fastify.get('/history/:version', async () => ({}));
}
