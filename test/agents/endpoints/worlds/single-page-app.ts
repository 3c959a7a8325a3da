import {html, json} from './world.ts';
import type {Serve, World} from './world.ts';

let visits = 0;
/** The nonce, the counter and the path differ on every answer. */
const index: Serve = (request, response) => {
	visits++;
	html(`<div id="app" data-path="${request.url}"></div><script nonce="n${visits}x">visit ${visits}</script>`)(request, response);
};

export const singlePageApp: World = {
	name: 'a single-page app whose fallback swallows API paths',
	paths: {
		'/': index,
		'/products': index,
		'/basket': index,
		'/api/products': json([{id: 1}]),
		'/api/docs': html('<h1>API documentation</h1>'),
		'/api': html('<h1>Our API</h1>'),
		'/graphql': html('<h1>Playground</h1>'),
		'/api/stores': index,
		'/v2/prices': index,
		'/data/menu.json': index,
		'/menu': index,
	},
	otherwise: index,
	memory: {'/menu': {kind: 'json', filled: true, nonZero: true}},
	faults: ['warning fallback /api/stores', 'warning fallback /v2/prices', 'warning fallback /data/menu.json', 'warning fallback /menu'],
	lookAlikes: ['/', '/products', '/basket', '/api/docs', '/api', '/graphql'],
};
