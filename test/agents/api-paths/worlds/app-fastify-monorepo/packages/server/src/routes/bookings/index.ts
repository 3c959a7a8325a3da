import type {FastifyInstance} from 'fastify';

export default async function bookings(app: FastifyInstance) {
	app.post('/', {preHandler: async () => undefined}, async () => ({}));
	app.get('/mine', async () => []);
	app.register(async (admin) => {
		admin.get('/all', async () => []);
	}, {prefix: '/admin'});
}
