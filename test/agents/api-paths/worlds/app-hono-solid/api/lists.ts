import {Hono} from 'hono';

export const lists = new Hono();

lists.get('/', (c) => c.json([])).post('/', (c) => c.json({}, 201));
lists.patch('/:listId{[0-9]+}', (c) => c.json({}));
