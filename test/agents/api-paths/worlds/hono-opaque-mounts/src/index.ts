import {trpcServer} from '@hono/trpc-server';
import {Hono} from 'hono';
import {serveStatic} from 'hono/bun';
import {Router} from 'itty-router';
import {legacy} from './legacy.ts';
import {appRouter} from './trpc.ts';

const itty = Router();
itty.get('/hello', () => new Response('hello'));

const app = new Hono();
app.use('/trpc/*', trpcServer({router: appRouter}));
app.use('/assets/*', serveStatic({root: './public'}));
app.mount('/itty', itty.fetch);
app.mount('/legacy', legacy.fetch);
app.get('/api/ping', (c) => c.text('pong'));

export default {port: 3000, fetch: app.fetch};
