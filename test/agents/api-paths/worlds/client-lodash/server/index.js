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
app.listen(3000);
