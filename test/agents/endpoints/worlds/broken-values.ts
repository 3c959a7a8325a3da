import {json, send} from './world.ts';
import type {World} from './world.ts';

export const brokenValues: World = {
	name: 'failed computations that were printed',
	paths: {
		'/api/savings': json({potential: 'NaN% faster (NaNms → NaNms)', routes: 3}),
		'/api/ratio': json({hitRatio: 'NaN', hits: 1}),
		'/api/growth': json({rows: [{month: 'May', growth: 'Infinity%'}]}),
		'/api/deliveries': json([{id: 1, due: 'Invalid Date'}]),
		'/api/greeting': json({text: 'Hello [object Object]', id: 4, at: 'now', to: 'you'}),
		'/api/owner': json({id: 1, name: 'undefined', mail: 'x', city: 'y'}),
		'/api/uptime': send(200, 'text/plain', 'NaN days'),
		'/api/articles': json([{id: 1, text: 'Why is NaN% printed at all? A long answer that explains floating point numbers in the end.'}]),
		'/api/films': json([{id: 1, title: 'Avengers: Infinity War'}]),
		'/api/bands': json([{id: 1, name: 'NaNa'}, {id: 2, name: 'Naan bread'}]),
		'/api/words': json([{id: 1, word: 'undefined behaviour'}]),
		'/api/hotels': json([{id: 1, name: 'Infinity Pool Hotel', city: 'NaN Province'}]),
	},
	faults: [
		'warning broken-value /api/savings',
		'warning broken-value /api/ratio',
		'warning broken-value /api/growth',
		'warning broken-value /api/deliveries',
		'warning broken-value /api/greeting',
		'warning broken-value /api/owner',
		'warning broken-value /api/uptime',
	],
	lookAlikes: ['/api/articles', '/api/films', '/api/bands', '/api/words', '/api/hotels'],
};
