module.exports = {
	server: {port: 3000},
	register: {
		plugins: [
			{plugin: '@hapi/inert'},
			{plugin: '../lib', routes: {prefix: '/api'}, options: {pageSize: 10}},
			'./feeds',
		],
	},
};
