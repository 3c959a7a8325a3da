import Fastify from 'fastify';
import {Created} from './created.js';

const app = Fastify();
app.get('/events', async () => []);
export const make = () => new Created(app).kind;
await app.listen({port: 3000});
