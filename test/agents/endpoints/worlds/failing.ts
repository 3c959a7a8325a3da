import {html, json, redirect, send} from './world.ts';
import type {World} from './world.ts';

export const failing: World = {
	name: 'routes that fail',
	paths: {
		'/api/reports': json({error: 'connect ECONNREFUSED postgres://shop:s3cret@db:5432'}, 500),
		'/api/prices': html('Service Unavailable', 503),
		'/api/soon': send(501, 'text/plain', 'Not Implemented'),
		'/pages': send(502, 'text/html', ''),
		'/api/account': json({error: 'unauthorised'}, 401),
		'/api/admin': json({error: 'forbidden'}, 403),
		'/api/search': json({error: 'q is required'}, 400),
		'/api/compare': json({error: 'ids is required'}, 422),
		'/api/me': redirect('/login?next=%2Fapi%2Fme'),
		'/api/teapot': send(418, 'text/plain', 'short and stout'),
	},
	faults: ['critical server-error /api/reports', 'critical server-error /api/prices', 'critical server-error /api/soon', 'critical server-error /pages'],
	lookAlikes: ['/api/account', '/api/admin', '/api/search', '/api/compare', '/api/me', '/api/teapot'],
};
