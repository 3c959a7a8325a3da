const legacy = require('./net/legacy');

exports.boats = () => legacy.read('boats');
exports.boat = (id) => legacy.readById(id);
exports.crew = () => legacy.read('crew');
