import {Hono} from 'hono';

export const legacy = new Hono();
legacy.get('/orders', (c) => c.json([]));
