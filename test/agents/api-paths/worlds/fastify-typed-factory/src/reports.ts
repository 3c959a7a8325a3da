import type {RouteOptions} from 'fastify';

const report = (name: string): RouteOptions => ({
	method: 'GET',
	url: `/api/reports/${name}`,
	handler: async () => ({name}),
});

export const reportRoutes: RouteOptions[] = [report('daily'), report('yearly'), {...report('archive'), method: ['GET', 'DELETE']}];
