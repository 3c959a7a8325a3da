import websocket from '@fastify/websocket';
import Fastify from 'fastify';
import {rooms} from './rooms.js';

const app = Fastify();
await app.register(websocket);
app.get('/health', () => ({ok: true}));
await app.register(rooms, {prefix: '/api/rooms'});
await app.listen({port: 3000});
