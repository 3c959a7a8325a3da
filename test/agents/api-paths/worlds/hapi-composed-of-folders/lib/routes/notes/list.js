const {withDefaults} = require('../helpers');

module.exports = withDefaults({
	method: 'get',
	path: '/notes',
	options: {handler: () => []},
});
