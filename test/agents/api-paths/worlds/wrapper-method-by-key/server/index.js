const express = require('express');

const app = express();
app.get('/api/seeds', (req, res) => res.json([]));
app.post('/api/seeds', (req, res) => res.json({}));
app.put('/api/seeds/:id', (req, res) => res.json({}));
app.post('/api/enter', (req, res) => res.json({}));
app.listen(3000);
