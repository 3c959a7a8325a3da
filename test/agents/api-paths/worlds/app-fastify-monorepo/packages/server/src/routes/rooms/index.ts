import type {FastifyPluginAsync} from 'fastify';

const rooms: FastifyPluginAsync = async (app) => {
	app.get('/', {schema: {querystring: {type: 'object'}}}, async () => []);
	app.post('/', async (request, reply) => reply.code(201).send(request.body));
	app.get<{Params: {roomId: string}}>('/:roomId', async (request) => ({id: request.params.roomId}));
	app.route({
		method: ['PUT', 'PATCH'],
		url: '/:roomId',
		handler: async () => ({}),
	});
};

export default rooms;
