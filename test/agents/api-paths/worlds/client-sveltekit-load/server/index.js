import express from 'express';

const app = express();
app.get('/api/recipes', (req, res) => res.json([]));
app.get('/api/recipes/:slug', (req, res) => res.json({}));
app.post('/api/recipes/:slug/rating', (req, res) => res.json({}));
app.listen(3000);
