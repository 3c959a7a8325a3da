import express from 'express';

const app = express();
app.get('/api/cars', (req, res) => res.json([]));
app.get('/api/cars/:id/owner', (req, res) => res.json({}));
app.get('/api/dealers', (req, res) => res.json([]));
app.listen(3000);
