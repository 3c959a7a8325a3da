const express = require('express');
const app = express();
const files = express.Router();

app.get('/users{/:id}', (req, res) => res.json([]));
app.get('/flights/:from-:to', (req, res) => res.json([]));
app.get('/reports/:file{.:format}', (req, res) => res.json({}));
files.get('/*path', (req, res) => res.json(req.params.path));
app.use('/files', files);
app.get('/orders/:id?', (req, res) => res.json([]));
app.get(/^\/v(\d+)\/status$/, (req, res) => res.json({}));

app.listen(3000);
