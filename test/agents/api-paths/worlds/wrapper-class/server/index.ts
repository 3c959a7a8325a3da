import Fastify from 'fastify';

const app = Fastify();
app.get('/api/v1/tasks', async () => []);
app.get('/api/v1/tasks/:id', async () => ({}));
app.post('/api/v1/tasks', async () => ({}));
app.get('/internal/stats', async () => ({}));
await app.listen({port: 3000});
