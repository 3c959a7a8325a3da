const Glue = require('@hapi/glue');
const manifest = require('./manifest');

exports.start = async () => {
	const server = await Glue.compose(manifest, {relativeTo: __dirname});
	server.route({method: 'GET', path: '/health', handler: () => 'ok'});
	await server.start();
};

exports.start();
