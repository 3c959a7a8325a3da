import {prefix} from '@bookings/contract';
import autoload from '@fastify/autoload';
import cors from '@fastify/cors';
import Fastify from 'fastify';
import {join} from 'node:path';
import clock from './plugins/clock.js';

const app = Fastify({logger: true});

await app.register(cors);
await app.register(clock);
app.register(autoload, {dir: join(import.meta.dirname, 'routes'), routeParams: true, options: {prefix}});

app.get('/healthz', async () => ({ok: true}));

await app.listen({port: 3000});
