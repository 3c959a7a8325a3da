const {fetchOne} = require('./middle');

module.exports = {
	read: (name) => fetchOne(name),
};
module.exports.readById = function (id) {
	return fetchOne('boats/' + id);
};
