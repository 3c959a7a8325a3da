import Router from '@koa/router';
import Koa from 'koa';

const router = new Router({prefix: '/api'});
router.get('/songs', (ctx) => (ctx.body = []));
router.get('/songs/:id', (ctx) => (ctx.body = {}));
router.post('/songs', (ctx) => (ctx.body = {}));
router.get('/albums', (ctx) => (ctx.body = []));
router.delete('/albums/:id', (ctx) => (ctx.body = {}));
new Koa().use(router.routes()).listen(3000);
