import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {logger} from 'hono/logger';
import cards from './cards.js';
import {lists} from './lists.js';

const app = new Hono().basePath('/api');

app.use('*', logger());
app.get('/me', (c) => c.json({name: 'ada'}));
app.route('/lists', lists);
app.route('/lists/:listId/cards', cards);
app.on(['PUT', 'DELETE'], '/session', (c) => c.body(null));

serve({fetch: app.fetch, port: 8787});
