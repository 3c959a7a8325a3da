import type {FastifyInstance} from 'fastify';

export default async function teams(app: FastifyInstance): Promise<void> {
	app.get('/', async () => []);
	app.get('/:team/members/*', async () => []);
}
