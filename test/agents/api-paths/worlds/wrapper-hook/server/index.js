import express from 'express';

const app = express();
app.get('/api/cart', (req, res) => res.json({}));
app.post('/api/cart/items', (req, res) => res.json({}));
app.delete('/api/cart/items/:id', (req, res) => res.json({}));
app.get('/api/prices/:sku', (req, res) => res.json({}));
app.listen(3000);
