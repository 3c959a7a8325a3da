import Koa from 'koa';
import Router from '@koa/router';

const app = new Koa();
const router = new Router();
router.get('/users', (ctx) => {
  ctx.body = [];
});
app.use(router.routes());
try {
  const {default: enterprise} = await import('./ee/index.js');
  enterprise(app);
} catch {
  console.info('community edition');
}
app.listen(3000);
