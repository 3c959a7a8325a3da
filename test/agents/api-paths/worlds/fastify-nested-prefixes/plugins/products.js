const productSchema = {method: 'GET', url: '/schema-only', response: {200: {type: 'object'}}};

export default async function products(fastify) {
	fastify
		.get('/:id', {schema: productSchema}, async (request) => ({id: request.params.id}))
		.delete('/:id', async (request, reply) => reply.code(204).send());
	fastify.post('/import', async () => ({imported: 0}));
}
