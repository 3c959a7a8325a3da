import Fastify from 'fastify';
import {checks} from './checks.js';

const fastify = Fastify();
const cache = new Map();

// Not routes: a decoration, a header, a cache, a schema, an injected request.
fastify.decorate('get-user', async (id) => cache.get(`/users/${id}`));
fastify.addSchema({$id: '/schemas/user', type: 'object', properties: {method: {const: 'GET'}, url: {const: '/schemas/user'}}});
fastify.addHook('onRequest', async (request, reply) => {
	reply.header('x-path', request.headers['x-path']);
	cache.set('/last', request.url);
});

fastify.get('/users', {config: {url: '/configured', method: 'POST'}}, async (request) => {
	request.log.info(fastify.hasRoute({method: 'GET', url: '/asked'}));
	return checks(fastify);
});

await fastify.listen({port: 3000});
