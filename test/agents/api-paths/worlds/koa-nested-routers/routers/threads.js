import Router from '@koa/router';

const threads = new Router();

threads
	.get('/', (ctx) => {
		ctx.body = [];
	})
	.post('/', (ctx) => {
		ctx.status = 201;
	});
threads.del('/:thread', async (ctx) => {
	ctx.status = 204;
});

export default threads;
