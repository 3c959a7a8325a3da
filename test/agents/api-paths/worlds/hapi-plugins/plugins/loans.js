'use strict';

const routes = require('./loan-routes');

module.exports = {
	name: 'loans',
	version: '1.0.0',
	register(server) {
		server.route(routes(server));
		return server.register({name: 'reminders', register: (inner) => inner.route({method: 'POST', path: '/reminders', handler: () => 'sent'})}, {routes: {prefix: '/mail'}});
	},
};
