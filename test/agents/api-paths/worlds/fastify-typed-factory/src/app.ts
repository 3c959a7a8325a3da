import cors from '@fastify/cors';
import type {TypeBoxTypeProvider} from '@fastify/type-provider-typebox';
import {fastify, type FastifyServerOptions} from 'fastify';
import {BookingController} from './bookings/booking-controller.ts';
import rooms from './rooms/rooms.ts';
import {reportRoutes} from './reports.ts';

interface Options extends FastifyServerOptions {
	apiVersion?: string;
}

// Tests call it, and so does the deployment's own start file.
export function buildApp({apiVersion = 'v1', ...options}: Options = {}) {
	const app = fastify(options).withTypeProvider<TypeBoxTypeProvider>();
	void app.register(cors, {origin: true});
	void app.register(rooms, {prefix: `/api/${apiVersion}/rooms`});
	new BookingController(app, '/api/bookings').register();
	for (const route of reportRoutes) app.route(route);
	app.setNotFoundHandler((request, reply) => reply.code(404).send({path: request.url}));
	return app;
}
