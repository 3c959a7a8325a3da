export async function rooms(app) {
	app.get('/', () => []);
	app.get('/:id/live', {websocket: true}, (socket, request) => {
		socket.send(request.params.id);
	});
	app.route({
		method: 'GET',
		url: '/:id/log',
		handler: (request) => ({room: request.params.id}),
		wsHandler: (socket) => socket.send('log'),
	});
	app.get('/:id/quiet', {websocket: false}, (request) => request.params.id);
}
