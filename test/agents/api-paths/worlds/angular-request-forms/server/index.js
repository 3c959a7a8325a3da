const express = require('express');

const app = express();
app.get('/api/cars', (req, res) => res.json([]));
app.get('/api/cars/:id', (req, res) => res.json({}));
app.post('/api/cars', (req, res) => res.json({}));
app.delete('/api/cars/:id', (req, res) => res.json({}));
app.put('/api/reports', (req, res) => res.json({}));
app.listen(3000);
