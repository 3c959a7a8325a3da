import {Hono} from 'hono';

export const late = new Hono();
late.get('/in-time', (c) => c.text('in time'));
