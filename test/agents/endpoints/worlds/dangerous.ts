import {json, learned} from './world.ts';
import type {World} from './world.ts';

const effects = [
	'/logout',
	'/api/log-out',
	'/api/sessions/sign_out',
	'/api/deleteAll',
	'/api/%64elete-old',
	'/api/dropcache/purgeeverything',
	'/api/resetPassword',
	'/newsletter/unsubscribe',
	'/api/mail/send',
	'/jobs/run',
	'/jobs/trigger-now',
	'/api/confirm',
	'/api/verify-email',
	'/api/account/activate',
	'/api/opt-out',
	'/esa/v1/health',
	'/files/../admin',
	'//other.invalid/api',
	'/m/Zx81kQp0aTr5Wm2Lq9Bd',
	'/app.js',
];

export const dangerous: World = {
	name: 'a service where a GET can do harm',
	paths: {
		'/api/updates': json([{id: 1}]),
		'/api/runs': json([{id: 1}]),
		'/api/subscribers': json([{id: 1}]),
		'/api/settings': json({theme: 'dark'}),
		'/api/export/products': json([{id: 1}]),
		'/api/address': json({city: 'Graz'}),
	},
	routes: [
		...['/api/updates', '/api/runs', '/api/subscribers', '/api/settings', '/api/export/products', '/api/address', ...effects].map((path) => learned(path)),
		learned('/api/orders', {method: 'POST'}),
		{method: 'GET', route: '/api/users/:id', path: undefined, count: 90},
	],
	untouched: [...effects, '/api/orders', '/api/users/:id'],
	faults: [],
	lookAlikes: ['/api/updates', '/api/runs', '/api/subscribers', '/api/settings', '/api/export/products', '/api/address'],
};
