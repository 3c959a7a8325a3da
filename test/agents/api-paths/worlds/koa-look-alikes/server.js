import Router from '@koa/router';
import Koa from 'koa';
import './forgotten.js';

const app = new Koa();
const router = new Router({prefix: '/api'});
const jobs = new Router();

router.get('job', '/jobs/:id', (ctx) => {
	ctx.set('location', router.url('job', {id: 3}));
	ctx.body = router.route('job').methods;
});
router.param('id', (id, ctx, next) => next());
router.use('/jobs', async (ctx, next) => {
	ctx.state.agent = ctx.get('/user-agent');
	await next();
});
router.use(jobs.routes());
// Too late: the routes of `jobs` were taken over above.
jobs.get('/late', (ctx) => {
	ctx.body = 'never';
});

app.use(router.routes());
app.listen(3000);
