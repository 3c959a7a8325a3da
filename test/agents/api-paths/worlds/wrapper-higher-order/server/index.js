import express from 'express';

const app = express();
app.get('/api/maps', (req, res) => res.json([]));
app.get('/api/maps/:id', (req, res) => res.json({}));
app.post('/api/maps', (req, res) => res.json({}));
app.get('/api/tiles', (req, res) => res.json([]));
app.listen(3000);
