const express = require('express');
const admin = require('./admin');

const app = express();
const api = express();
api.get('/version', (req, res) => res.json(1));
app.use('/api', api);
app.use('/admin', admin.app);

require('http').createServer(app).listen(80);
