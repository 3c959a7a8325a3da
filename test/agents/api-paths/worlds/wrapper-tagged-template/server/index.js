const express = require('express');

const app = express();
app.get('/api/dunes/:id', (req, res) => res.json({}));
app.post('/api/dunes/:id/paths/:path', (req, res) => res.json({}));
app.get('/api/dunes', (req, res) => res.json([]));
app.listen(3000);
