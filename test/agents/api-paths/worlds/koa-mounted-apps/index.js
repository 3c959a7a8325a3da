const compose = require('koa-compose');
const Koa = require('koa');
const mount = require('koa-mount');
const route = require('koa-route');
const admin = require('./admin');
const {shop} = require('./shop');

const app = new Koa();

app.use(route.get('/pets', listPets));
app.use(route.put('/pets/:name', (ctx, name) => (ctx.body = name)));
app.use(mount('/admin', admin));
app.use(mount('/v2', compose([logger, shop('EUR')])));

async function logger(ctx, next) {
	await next();
	console.log(ctx.method, ctx.path);
}

function listPets(ctx) {
	ctx.body = [];
}

if (!module.parent) app.listen(3000);
