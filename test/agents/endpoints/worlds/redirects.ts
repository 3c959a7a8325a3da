import {json, redirect} from './world.ts';
import type {World} from './world.ts';

export const redirects: World = {
	name: 'redirects',
	paths: {
		'/api/self': redirect('/api/self'),
		'/api/ping': redirect('/api/pong', 307),
		'/api/pong': redirect('/api/ping', 301),
		'/shop': redirect('/shop/'),
		'/shop/': json({name: 'shop'}),
		'/old': redirect('https://other.invalid/old', 301),
		'/page': redirect('/page?lang=en'),
		'/to-loop': redirect('/api/self'),
		'/broken': redirect('http://['),
	},
	faults: ['warning redirect-loop /api/self', 'warning redirect-loop /api/ping', 'warning redirect-loop /api/pong'],
	lookAlikes: ['/shop', '/old', '/page', '/to-loop', '/broken'],
};
