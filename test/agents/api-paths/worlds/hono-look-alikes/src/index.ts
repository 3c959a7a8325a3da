import {Hono} from 'hono';
import {createMiddleware} from 'hono/factory';
import {late} from './late.ts';

const app = new Hono();
const session = createMiddleware(async (c, next) => {
	c.set('/session', c.req.header('/x-session'));
	await next();
});

// Middleware with a path, a context read, a request made by the app itself: no routes.
app.use('/admin/*', session);
app.all('/internal/*', async (c, next) => {
	if (c.req.header('x-internal') === undefined) return c.notFound();
	await next();
});
app.route('/late', late);
late.get('/too-late', (c) => c.text('its routes were taken over before'));

app.get('/self', async (c) => {
	const answer = await app.request('/other', {method: 'POST'});
	return c.text(c.get('/session' as never) + (await answer.text()));
});

export default app;
