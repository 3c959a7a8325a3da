import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {cors} from 'hono/cors';
import {logger} from 'hono/logger';
import recipes from './recipes.ts';
import {users} from './users.ts';

type Variables = {user: string};

const app = new Hono<{Variables: Variables}>();
const api = app.basePath('/api');

app.use(logger());
api.use('/*', cors());
app.get('/', (c) => c.text('recipes'));
api.get('/health', (c) => c.json({ok: true}));
api.route('/recipes', recipes).route('/', users);
app.on(['PUT', 'DELETE'], ['/images/:name', '/thumbnails/:name'], (c) => c.body(null, 204));
app.get('*', (c) => c.html('<div id="root"></div>'));

serve({fetch: app.fetch, port: 3000});
