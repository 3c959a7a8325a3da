const service = {prefix: '/v1', kernel: require('./kernel')};

global.SERVICE = service;
global.app = require('express')();

SERVICE.kernel.start();
require('./extras');
