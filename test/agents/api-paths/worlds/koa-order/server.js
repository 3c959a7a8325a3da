import Router from '@koa/router';
import Koa from 'koa';

const app = new Koa();
const books = new Router({prefix: '/books'});
const fallback = new Router();

books.get('/:isbn', (ctx) => {
	ctx.body = {isbn: ctx.params.isbn};
});
books.get('/bestsellers', (ctx) => {
	ctx.body = [];
});
books.put('/:isbn', async (ctx, next) => {
	if (ctx.params.isbn === 'draft') return next();
	ctx.status = 204;
});
books.put('/draft', (ctx) => {
	ctx.status = 202;
});
fallback.get('(.*)', (ctx) => {
	ctx.type = 'html';
	ctx.body = '<!doctype html>';
});

app.use(books.routes());
app.use(fallback.routes());
app.listen(3000);
