import cors from '@koa/cors';
import Router from '@koa/router';
import Koa from 'koa';
import mount from 'koa-mount';
import proxy from 'koa-proxies';
import serve from 'koa-static';

const app = new Koa();
const router = new Router();

router.get('/api/plugins', (ctx) => {
	ctx.body = [];
});

app.use(cors());
app.use(serve('public'));
app.use(proxy('/billing', {target: 'http://billing.internal', changeOrigin: true}));
app.use(router.routes());

const {default: plugin} = await import(process.env.PLUGIN);
app.use(mount('/plugin', plugin));
app.listen(3000);
