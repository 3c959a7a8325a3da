import express from 'express';

const app = express();
app.get('/api/cart/:id', (req, res) => res.json({}));
app.put('/api/cart/:id', (req, res) => res.json({}));
app.post('/api/login', (req, res) => res.json({}));
app.listen(3000);
