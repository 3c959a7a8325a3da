import Fastify from 'fastify';

const app = Fastify();
app.get('/api/photos', async () => []);
app.get('/api/photos/:id', async () => ({}));
app.post('/api/photos', async () => ({}));
app.delete('/api/admin/photos/:id', async () => ({}));
await app.listen({port: 3000});
