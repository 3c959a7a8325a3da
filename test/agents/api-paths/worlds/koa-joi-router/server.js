const Router = require('@koa/router');
const Koa = require('koa');
const combineRouters = require('koa-combine-routers');
const router = require('koa-joi-router');

const {Joi} = router;
const accounts = router();

accounts.prefix('/accounts');
accounts.get('/', async (ctx) => {
	ctx.body = [];
});
accounts.route([
	{
		method: 'post',
		path: '/signup',
		validate: {body: {name: Joi.string().max(100)}, type: 'json'},
		handler: async (ctx) => {
			ctx.status = 201;
		},
	},
	{method: ['PUT', 'PATCH'], path: '/:id', handler: (ctx) => (ctx.status = 204)},
]);

const pages = new Router();
pages.get(/^\/pages\/(\d+)$/, (ctx) => {
	ctx.body = ctx.params[0];
});
const feeds = new Router();
feeds.get('/feeds/:format(rss|atom)?', (ctx) => {
	ctx.body = '';
});

const app = new Koa();
app.use(accounts.middleware());
app.use(combineRouters(pages, feeds)());
app.listen(3000);
