const strict = require('fastify')();

strict.get('/users', async () => []);
strict.get('/Users/Me', async () => ({}));
strict.register(
	async (groups) => {
		groups.get('/', {prefixTrailingSlash: 'no-slash'}, async () => []);
		groups.post('/', async () => ({}));
	},
	{prefix: '/groups'},
);

strict.listen({port: 3000});
