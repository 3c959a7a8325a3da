'use strict';

exports.plugin = {
	name: 'books',
	register: async (server, {pageSize}) => {
		server.method('books.page', (number) => number * pageSize);
		server.route([
			{method: 'GET', path: '/books', handler: () => []},
			{
				method: ['PUT', 'PATCH'],
				path: '/books/{isbn}',
				options: {auth: false, handler: (request) => request.params.isbn},
			},
			{method: 'get', path: '/books/{isbn}/cover.{format?}', handler: () => null},
		]);
	},
};
