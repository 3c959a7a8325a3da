import type {FastifyPluginAsync} from 'fastify';

const slots: FastifyPluginAsync = async (app) => {
	app.get('/slots', async () => []);
	app.delete('/slots/:slotId', async (request, reply) => reply.code(204).send());
};

export default slots;
