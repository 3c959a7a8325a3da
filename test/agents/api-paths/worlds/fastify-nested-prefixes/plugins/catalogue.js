import products from './products.js';

export default function catalogue(fastify, options, done) {
	fastify.get('/', {schema: {querystring: {type: 'object'}}}, async () => []);
	fastify.get('/search', {
		schema: {querystring: {type: 'object', properties: {q: {type: 'string'}}}},
		handler: async (request) => request.query,
	});
	fastify.register(products, {prefix: '/products'});
	done();
}
