import express from 'express';

const app = express();
app.get('/api/items', (req, res) => res.json([]));
app.get('/admin-api/items', (req, res) => res.json([]));
app.get('/admin-api/users', (req, res) => res.json([]));
app.listen(3000);
