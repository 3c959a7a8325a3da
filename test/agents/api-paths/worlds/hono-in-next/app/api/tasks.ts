import {Hono} from 'hono';

export const tasks = new Hono()
	.get('/', (c) => c.json([]))
	.post('/', (c) => c.json({}, 201))
	.delete('/:id', (c) => c.body(null, 204));
