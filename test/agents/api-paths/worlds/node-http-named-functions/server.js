import {createServer} from 'node:http';

const routes = {
	'GET /api/users': function list(request, response) {
		response.end('[]');
	},
	'POST /api/users': function add(request, response) {
		response.end(request.url === '/again' ? add(request, response) : '{}');
	},
};

createServer(function handle(request, response) {
	const route = routes[`${request.method} ${request.url}`];
	if (route === undefined) {
		response.statusCode = 404;
		return response.end();
	}
	route(request, response);
}).listen(3000);
