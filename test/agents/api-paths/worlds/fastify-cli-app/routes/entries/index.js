'use strict';

module.exports = async function (fastify, opts) {
	fastify.get('/', async () => 'all entries');
	fastify.withAccount(fastify, '/balance', async () => 0);
};

module.exports.autoPrefix = '/journal';
