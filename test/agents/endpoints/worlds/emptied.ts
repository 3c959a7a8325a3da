import {json} from './world.ts';
import type {World} from './world.ts';

const held = {kind: 'json', filled: true, nonZero: true} as const;

export const emptied: World = {
	name: 'answers that once held more',
	paths: {
		'/api/profile': json({}),
		'/api/settings': json(null),
		'/api/figures': json({a: 0, b: 0, c: 0}),
		'/api/queue-length': json([]),
		'/api/basket': json({items: [], total: 0, tax: 0, shipping: 0}),
		'/api/count': json(0),
		'/api/single': json({orders: 0}),
	},
	memory: {
		'/api/profile': held,
		'/api/settings': held,
		'/api/figures': held,
		'/api/queue-length': held,
		'/api/basket': held,
		'/api/count': held,
		'/api/single': held,
	},
	faults: ['warning empty-answer /api/profile', 'warning empty-answer /api/settings', 'warning all-zero /api/figures'],
	lookAlikes: ['/api/queue-length', '/api/basket', '/api/count', '/api/single'],
};
