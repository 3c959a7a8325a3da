import {Hono} from 'hono';

export function crud(table: string): Hono {
	const router = new Hono();
	router.get('/', (c) => c.json({table}));
	router.get('/:id', (c) => c.json({table, id: c.req.param('id')}));
	return router;
}
