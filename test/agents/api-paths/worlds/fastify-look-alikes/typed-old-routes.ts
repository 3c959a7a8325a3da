import type {FastifyInstance} from 'fastify';

export function typedOldRoutes(app: FastifyInstance): void {
	app.get('/typed-old', async () => 'gone');
}
