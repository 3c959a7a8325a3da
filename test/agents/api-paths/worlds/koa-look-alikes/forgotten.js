import Router from '@koa/router';

export const forgotten = new Router({prefix: '/api/forgotten'});

forgotten.get('/', (ctx) => {
	ctx.body = 'no app uses this router';
});
