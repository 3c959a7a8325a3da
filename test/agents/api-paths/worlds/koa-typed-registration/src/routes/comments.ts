import type Router from 'koa-router';

const methods = ['post', 'patch'] as const;

export const register = (router: Router): void => {
	for (const method of methods) {
		router[method]('/articles/:slug/comments', (ctx) => {
			ctx.status = 204;
		});
	}
};
