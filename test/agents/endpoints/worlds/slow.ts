import {after, json} from './world.ts';
import type {World} from './world.ts';

let hiccups = 0;

export const slow: World = {
	name: 'routes against their own history',
	paths: {
		'/api/search': after(300, json([1])),
		'/api/export': after(300, json([1])),
		'/api/young': after(300, json([1])),
		'/api/hiccup': (request, response) => (hiccups++ === 0 ? after(300, json([1]))(request, response) : json([1])(request, response)),
		'/api/quick': after(20, json([1])),
	},
	history: {
		'/api/search': [20, 22, 25, 21, 20, 24],
		'/api/export': [280, 310, 290, 300, 305, 295],
		'/api/young': [10, 11, 12, 10],
		'/api/hiccup': [5, 6, 5, 7, 5, 6],
		'/api/quick': [2, 2, 2, 2, 2, 2],
	},
	faults: ['warning slow /api/search'],
	lookAlikes: ['/api/export', '/api/young', '/api/hiccup', '/api/quick'],
};
