import type Koa from 'koa';
import Router from 'koa-router';
import * as articles from './articles.ts';
import * as comments from './comments.ts';

const modules = [articles, comments];

export function registerAll(app: Koa, versions: readonly string[]): void {
	versions.forEach((version) => {
		const router = new Router();
		router.prefix(`/${version}/`);
		modules.forEach((module) => module.register(router));
		app.use(router.routes()).use(router.allowedMethods());
	});
}
