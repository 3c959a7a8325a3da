import {Hono} from 'hono';

const recipes = new Hono()
	.get('/', (c) => c.json([]))
	.post(async (c) => c.json(await c.req.json(), 201))
	.get('/:id{[0-9]+}', (c) => c.json({id: c.req.param('id')}))
	.patch((c) => c.body(null, 204))
	.get('/by-season/:season?', (c) => c.json([]))
	.all('/:id/rating', (c) => c.json(5));

export default recipes;
