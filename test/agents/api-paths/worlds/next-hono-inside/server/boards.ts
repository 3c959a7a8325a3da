import {Hono} from 'hono';

export const boards = new Hono();
boards.get('/', (context) => context.json([]));
boards.post('/', (context) => context.json({}));
