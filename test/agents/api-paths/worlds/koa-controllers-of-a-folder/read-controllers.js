const fs = require('fs');
const path = require('path');
const createRouter = require('koa-router');

function addMapping(router, mapping) {
	for (const name in mapping) {
		if (name.startsWith('GET ')) {
			router.get(name.substring(4), mapping[name]);
		} else if (name.startsWith('POST ')) {
			router.post(name.substring(5), mapping[name]);
		} else {
			console.warn(`${name} is no route`);
		}
	}
}

module.exports = (folder) => {
	const router = createRouter();
	fs.readdirSync(path.join(__dirname, folder))
		.filter((file) => file.endsWith('.js'))
		.forEach((file) => addMapping(router, require(path.join(__dirname, folder, file))));
	return router.routes();
};
