'use strict';

const Hapi = require('@hapi/hapi');
const books = require('./plugins/books');

const init = async () => {
	const server = Hapi.server({port: 3000, host: 'localhost'});

	await server.register([require('@hapi/inert'), require('@hapi/h2o2')]);
	await server.register({plugin: books, options: {pageSize: 20}}, {routes: {prefix: '/api'}});
	await server.register(require('./plugins/loans'), {routes: {prefix: '/api/loans'}});

	server.route({method: 'GET', path: '/assets/{path*}', handler: {directory: {path: 'public'}}});
	server.route({method: '*', path: '/legacy/{path*}', handler: {proxy: {host: 'legacy.internal'}}});
	server.route({
		method: '*',
		path: '/{any*}',
		handler: (request, h) => h.response({error: 'not found'}).code(404),
	});
	server.events.on('response', ({path, method}) => console.log(method, path));

	await server.start();
};

init();
