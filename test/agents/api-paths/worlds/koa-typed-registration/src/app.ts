import Koa from 'koa';
import {registerAll} from './routes/index.ts';

export default class Application {
	public readonly server = new Koa();

	public constructor() {
		this.middleware();
		registerAll(this.server, ['v1', 'v2']);
	}

	private middleware(): void {
		this.server.use(async (ctx: Koa.Context, next: Koa.Next) => {
			await next();
			ctx.set('x-served-by', 'koa');
		});
	}

	public start(port: number): void {
		this.server.listen(port);
	}
}
