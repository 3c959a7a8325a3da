exports.get = (address) => http.get(address);
exports.post = (address, body) => console.log(address, body);
