module.exports = [
	{method: 'GET', path: '/notes/{id}', handler: () => null},
	{method: 'DELETE', path: '/notes/{id}', handler: () => null},
];
