const Hapi = require('@hapi/hapi');

const server = Hapi.server({port: 3000, router: {isCaseSensitive: false, stripTrailingSlash: true}});

// A look-up, a request to itself, a description that nobody registers: no routes.
server.lookup('/looked-up');
const unused = {method: 'GET', path: '/unused', handler: () => null};
const plugin = {
	name: 'unused',
	register: (inner) => inner.route({method: 'GET', path: '/unregistered', handler: () => unused.path}),
};

server.route({
	method: 'GET',
	path: '/Reports/{year}',
	handler: async ({params}) => (await server.inject({method: 'GET', url: `/internal/${params.year}`})).result,
});

server.start().then(() => console.log(plugin.name, server.info.uri));
