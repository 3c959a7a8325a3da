import {Hono} from 'hono';
import {handle} from 'hono/vercel';
import {tasks} from '../tasks';

const app = new Hono().basePath('/api');
app.get('/hello', (c) => c.json({message: 'hello'}));
app.route('/tasks', tasks);

export const GET = handle(app);
export const POST = handle(app);
export const DELETE = handle(app);
