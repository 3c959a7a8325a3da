import {json} from './world.ts';
import type {World} from './world.ts';

export const catchAll: World = {
	name: 'an API whose catch-all answers 200 for everything',
	paths: {
		'/api/stock': json({status: 'ok', stock: [{sku: 'a', left: 3}]}),
		'/api/health': json({status: 'fine', uptime: 12}),
		'/api/suppliers': (request, response) => json({status: 'ok', path: request.url, at: Date.now()})(request, response),
		'/api/couriers': (request, response) => json({status: 'ok', path: request.url, at: Date.now()})(request, response),
	},
	otherwise: (request, response) => json({status: 'ok', path: request.url, at: Date.now()})(request, response),
	faults: ['warning fallback /api/suppliers', 'warning fallback /api/couriers'],
	lookAlikes: ['/api/stock', '/api/health'],
};
