import {html, json, send} from './world.ts';
import type {World} from './world.ts';

export const healthyShop: World = {
	name: 'a healthy shop',
	paths: {
		'/': html('<h1>Shop</h1>'),
		'/about': html('About us'),
		'/api/products': json([{id: 1, name: 'Lamp', price: 20}]),
		'/api/orders': json([]),
		'/api/notifications': json({items: [], total: 0, offset: 0, unread: 0}),
		'/api/flags': json({beta: false}),
		'/api/visitors': json(0),
		'/api/message': json({message: 'Welcome back'}),
		'/api/nothing-new': send(204, undefined),
		'/api/picture': send(200, 'image/png', '\u0089PNG'),
		'/health': send(200, 'text/plain', 'OK'),
		'/robots.txt': send(200, 'text/plain', 'User-agent: *\nDisallow:'),
	},
	faults: [],
	lookAlikes: ['/api/orders', '/api/notifications', '/api/flags', '/api/visitors', '/api/nothing-new', '/api/picture', '/health'],
};
