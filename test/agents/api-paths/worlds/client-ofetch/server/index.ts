import {Hono} from 'hono';

const app = new Hono().basePath('/api');
app.get('/feeds', (c) => c.json([]));
app.post('/feeds', (c) => c.json({}, 201));
app.get('/feeds/:id/items', (c) => c.json([]));
export default app;
