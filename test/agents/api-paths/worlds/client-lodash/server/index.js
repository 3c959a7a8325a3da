const express = require('express');
const _ = require('lodash');

const app = express();
const groups = {
	boats: (server) => {
		server.get('/boats', (req, res) => res.json([]));
		server.put('/boats/:id/crew', (req, res) => res.json({}));
		return (req, res, next) => next();
	},
	ports: (server) => {
		server.get('/ports/:code', (req, res) => res.json({}));
		server.post('/ports', (req, res) => res.json({}));
		return (req, res, next) => next();
	},
};
_.each(groups, (make, name) => app.use(`/${name}`, make(app)));
const docks = {north: ['/docks/1', '/docks/2'], south: [['/docks/3']]};
_.flattenDeep(_.flatMap(['north', 'south'], (side) => docks[side])).forEach((path) => app.delete(path, (req, res) => res.end()));
app.listen(3000);
