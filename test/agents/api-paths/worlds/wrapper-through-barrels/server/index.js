const express = require('express');

const app = express();
app.get('/api/boats', (req, res) => res.json([]));
app.get('/api/boats/:id', (req, res) => res.json({}));
app.post('/api/boats', (req, res) => res.json({}));
app.listen(3000);
