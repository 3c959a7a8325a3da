const Router = require('koa-router');

const resources = ['products', 'baskets'];

exports.shop = (currency) => {
	const router = new Router();
	for (const resource of resources) {
		router.get(`/${resource}`, (ctx) => (ctx.body = {resource, currency}));
		router.get(`/${resource}/:id`, (ctx) => (ctx.body = {resource, currency}));
	}
	if (currency !== 'EUR') router.post('/exchange', (ctx) => (ctx.status = 202));
	return router.routes();
};
