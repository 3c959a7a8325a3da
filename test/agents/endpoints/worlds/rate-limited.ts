import {json, learned} from './world.ts';
import type {World} from './world.ts';

export const rateLimited: World = {
	name: 'a service that asks to slow down',
	paths: {
		'/api/first': json({a: 1}),
		'/api/second': json({error: 'slow down'}, 429),
		'/api/third': json({error: 'boom'}, 500),
	},
	routes: [learned('/api/first', {count: 9}), learned('/api/second', {count: 8}), learned('/api/third', {count: 7})],
	faults: [],
	lookAlikes: ['/api/first', '/api/second'],
	untouched: ['/api/third'],
};
