import {json} from './world.ts';
import type {World} from './world.ts';

export const failureInOk: World = {
	name: 'failures told in a 200',
	paths: {
		'/api/a': json({success: false, message: 'database is down'}),
		'/api/b': json({ok: false}),
		'/api/c': json({error: 'no such table: orders'}),
		'/api/d': json({error: {code: 17}, data: null}),
		'/api/e': json({error: null, data: []}),
		'/api/f': json({errors: 0, rows: 12}),
		'/api/g': json({success: true}),
		'/api/h': json({error: 'partial', data: [1]}),
		'/api/i': json([{success: false}]),
	},
	faults: ['warning failure-in-ok /api/a', 'warning failure-in-ok /api/b', 'warning failure-in-ok /api/c', 'warning failure-in-ok /api/d'],
	lookAlikes: ['/api/e', '/api/f', '/api/g', '/api/h', '/api/i'],
};
