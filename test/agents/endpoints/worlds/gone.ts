import {json, learned} from './world.ts';
import type {World} from './world.ts';

export const gone: World = {
	name: 'routes that are gone',
	paths: {
		'/api/method': json({error: 'use POST'}, 405),
		'/api/retired': json({error: 'gone'}, 410),
		'/api/products': json([{id: 1}]),
	},
	routes: [
		learned('/api/banners', {count: 40, answered: 31}),
		learned('/api/method'),
		learned('/api/retired', {answered: 1}),
		learned('/api/products'),
		learned('/wp-admin', {count: 9, answered: 0}),
		learned('/api/never', {count: 2, answered: 0}),
	],
	options: {paths: ['/api/promised']},
	faults: ['warning gone /api/banners', 'warning gone /api/method', 'warning gone /api/retired', 'warning gone /api/promised'],
	lookAlikes: ['/wp-admin', '/api/never', '/api/products'],
};
