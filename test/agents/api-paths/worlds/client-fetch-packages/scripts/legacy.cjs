require('isomorphic-fetch');

module.exports = () => fetch('http://localhost:3000/api/status');
