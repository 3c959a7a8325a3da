const express = require('express');

const app = express();
app.get('/api/heroes', (req, res) => res.json([]));
app.get('/api/heroes/:id', (req, res) => res.json({}));
app.post('/api/heroes', (req, res) => res.json({}));
app.put('/api/heroes/:id', (req, res) => res.json({}));
app.get('/api/villains', (req, res) => res.json([]));
app.listen(3000);
