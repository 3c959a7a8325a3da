import {createRoute, z} from '@hono/zod-openapi';

const tags = ['Items'];
const params = z.object({id: z.coerce.number()});

export const list = createRoute({path: '/items', method: 'get', tags, responses: {200: {description: 'all'}}});
export const update = createRoute({path: '/items/{id}', method: 'patch', tags, request: {params}, responses: {200: {description: 'one'}}});
export const count = createRoute({
	path: '/items/{id}/stores/{store}/count',
	method: 'put',
	tags,
	responses: {204: {description: 'done'}},
});
/** Described, but served by nobody yet. */
export const archive = createRoute({path: '/items/{id}/archive', method: 'post', tags, responses: {204: {description: 'done'}}});

export type ListRoute = typeof list;
