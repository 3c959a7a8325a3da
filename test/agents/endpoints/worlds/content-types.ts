import {html, json, send} from './world.ts';
import type {World} from './world.ts';

export const contentTypes: World = {
	name: 'content types against bodies',
	paths: {
		'/api/orders': send(200, 'application/json', '<!DOCTYPE html><html><title>Error</title></html>'),
		'/api/basket': send(200, 'application/json', '{"items": [1, 2'),
		'/feed': send(200, 'application/feed+json', 'oops'),
		'/api/users': html('Users'),
		'/api/teams': html('<table></table>'),
		'/api/rates': send(200, 'text/html', '{"eur": 1.08}'),
		'/api/empty': send(200, 'application/json', ''),
		'/api/log': send(200, 'application/x-ndjson', '{"a":1}\n{"a":2}\n'),
		'/api/problem': send(200, 'application/problem+json', '{"title": "none"}'),
		'/api/plain': send(200, 'text/plain', '{"a": 1}'),
		'/api/marked': send(200, 'application/json', '\ufeff{"a": 1}'),
		'/api/csv': send(200, 'text/csv', 'id,name\n1,Lamp\n'),
		'/api/untyped': send(200, undefined, '[1, 2]'),
		'/api/big': json({text: 'x'.repeat(300_000)}),
		'/api/zipped': send(200, 'application/json', '\u001f\u008b', {'content-encoding': 'gzip'}),
		'/users': html('Users'),
		'/api/swagger-ui.html': html('Swagger'),
	},
	faults: [
		'critical not-json /api/orders',
		'critical not-json /api/basket',
		'critical not-json /feed',
		'warning html /api/users',
		'warning html /api/teams',
		'info wrong-type /api/rates',
		'warning empty-answer /api/empty',
	],
	lookAlikes: ['/api/log', '/api/problem', '/api/plain', '/api/marked', '/api/csv', '/api/untyped', '/api/big', '/api/zipped', '/users', '/api/swagger-ui.html'],
};
