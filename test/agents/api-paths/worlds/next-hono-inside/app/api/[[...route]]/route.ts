import {Hono} from 'hono';
import {handle} from 'hono/vercel';
import {boards} from '../../../server/boards';

const app = new Hono().basePath('/api');

app.get('/hello', (context) => context.json({ok: true}));
app.route('/boards', boards);

export const GET = handle(app);
export const POST = handle(app);
