import express from 'express';

const app = express();
app.get('/api/menu', (req, res) => res.json([]));
app.post('/api/orders', (req, res) => res.json({}));
app.get('/api/orders/:id', (req, res) => res.json({}));
app.listen(3000);
