'use strict';

const base = {options: {auth: 'session'}};

module.exports = (server) => [
	{...base, method: 'GET', path: '/', handler: () => server.info.id},
	{...base, method: 'DELETE', path: '/{loan}', handler: () => null},
];
