const express = require('express');
const convict = require('convict');

const settings = convict('./settings.json');
const under = settings.get('under');
const kites = express.Router();
kites.get('/api/kites', (req, res) => res.json([]));
kites.post('/api/kites', (req, res) => res.json({}));
kites.get('/api/kites/:id', (req, res) => res.json({}));
kites.delete('/api/kites/:id', (req, res) => res.end());
kites.get('/api/winds', (req, res) => res.json([]));

const app = express();
app.use(under, express.static('public'));
app.use(under, kites);
app.listen(3000);
