const Koa = require('koa');
const Router = require('koa-router');

const admin = (module.exports = new Koa());
const router = new Router();

router.get('/', dashboard);
router.get('/users/:id', dashboard);
admin.use(router.middleware());

function dashboard(ctx) {
	ctx.body = 'admin';
}
