import type Router from 'koa-router';
import type {Context} from 'koa';

class Articles {
	static list = async (ctx: Context): Promise<void> => {
		ctx.body = [];
	};

	static async get(ctx: Context): Promise<void> {
		ctx.body = {};
	}
}

export function register(router: Router): void {
	router.get('/articles', Articles.list);
	router.get('/articles/:slug', Articles.get);
}
