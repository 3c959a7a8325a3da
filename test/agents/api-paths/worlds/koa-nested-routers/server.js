import Router from '@koa/router';
import Koa from 'koa';
import bodyParser from 'koa-bodyparser';
import {posts} from './routers/posts.js';
import threads from './routers/threads.js';

const app = new Koa();
const root = new Router();

root.get('status', '/status', (ctx) => {
	ctx.body = {up: true};
});
root.get(['/about', '/imprint'], (ctx) => {
	ctx.body = 'about us';
});
root.redirect('/old-status', 'status');

const api = new Router({prefix: '/api'});
api.use(requireUser);
api.use('/threads', threads.routes(), threads.allowedMethods());
api.use(posts.routes());
api.all('/ping', (ctx) => {
	ctx.body = 'pong';
});

app.use(bodyParser());
app.use(root.routes()).use(root.allowedMethods());
app.use(api.routes());
app.listen(3000);

async function requireUser(ctx, next) {
	if (ctx.get('authorization') === '') ctx.throw(401);
	await next();
}
