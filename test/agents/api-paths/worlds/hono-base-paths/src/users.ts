import {Hono} from 'hono';

export const users = new Hono().basePath('/users');

users.get('/me', (c) => c.json({name: c.get('user' as never)}));
users.get('/:id/recipes', (c) => c.json([]));
