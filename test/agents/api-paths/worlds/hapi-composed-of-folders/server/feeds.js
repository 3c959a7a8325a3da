exports.plugin = {
	name: 'feeds',
	register: (server) => server.route({method: 'GET', path: '/feed.xml', handler: () => '<feed/>'}),
};
