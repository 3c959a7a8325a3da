import Router from '@koa/router';

export const posts = new Router({prefix: '/threads/:thread/posts'});

posts.get('/', (ctx) => {
	ctx.body = ctx.params.thread;
});
posts.register('/:post/flags', ['PUT', 'DELETE'], (ctx) => {
	ctx.status = 204;
});
