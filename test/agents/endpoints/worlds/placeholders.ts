import {json, send} from './world.ts';
import type {World} from './world.ts';

export const placeholders: World = {
	name: 'placeholders instead of data',
	paths: {
		'/api/loyalty': json({message: 'Not implemented'}),
		'/api/gift-cards': json({status: 'TODO'}),
		'/api/stores': json('Coming soon!'),
		'/api/advice': send(200, 'text/plain', 'TODO: write this'),
		'/api/articles': json([{id: 1, title: 'News', text: 'Lorem ipsum dolor sit amet'}]),
		'/api/points': json({data: 'mock data', ok: true}),
		'/api/savings': json({}),
		'/api/partner': json(null),
		'/api/statistics': json({visits: 0, orders: 0, revenue: 0, currency: 'EUR'}),
		'/api/todos': json([{id: 7, title: 'TODO', done: false}]),
		'/api/next': json({id: 9, title: 'Coming soon', kind: 'film', year: 2027}),
		'/api/label': json({name: 'TODO'}),
		'/api/state': json({status: 'work in progress on order 12'}),
		'/api/help': json({message: 'The test of this feature is not implemented by the shop but by the supplier, who also explains how it works.'}),
		'/api/cart': json({items: [], total: 0, tax: 0, shipping: 0}),
		'/api/position': json({x: 0, y: 0}),
		'/api/limits': json({used: 0, max: 100, warned: 0, blocked: 0}),
	},
	faults: [
		'warning placeholder /api/loyalty',
		'warning placeholder /api/gift-cards',
		'warning placeholder /api/stores',
		'warning placeholder /api/advice',
		'warning placeholder /api/articles',
		'warning placeholder /api/points',
		'info empty-answer /api/savings',
		'info empty-answer /api/partner',
		'info all-zero /api/statistics',
	],
	lookAlikes: ['/api/todos', '/api/next', '/api/label', '/api/state', '/api/help', '/api/cart', '/api/position', '/api/limits'],
};
