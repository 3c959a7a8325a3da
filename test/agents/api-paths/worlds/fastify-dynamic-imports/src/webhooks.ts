import type {FastifyPluginCallback} from 'fastify';

const webhooks: FastifyPluginCallback = (app, _options, done) => {
	app.post('/payment', async () => 'ok');
	app.get('/live', {websocket: true}, (socket) => socket.close());
	done();
};
export default webhooks;
