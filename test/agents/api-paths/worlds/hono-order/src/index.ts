import {Hono} from 'hono';

const films = new Hono();
films.get('/:id', (c) => c.json({id: c.req.param('id')}));
films.get('/latest', (c) => c.json([]));
films.delete('/:id', async (c, next) => {
	if (c.req.param('id') === 'all') return next();
	return c.body(null, 204);
});
films.delete('/all', (c) => c.body(null, 204));
films.get('/:id/cast', (c) => c.json([]));

const app = new Hono();
app.route('/films', films);
app.all('/films/*', (c) => c.json({error: 'no such film resource'}, 404));

addEventListener('fetch', (event) => {
	(event as FetchEvent).respondWith(app.fetch((event as FetchEvent).request));
});
