import express from 'express';

const app = express();
app.get('/api/games', (req, res) => res.json([]));
app.post('/api/games', (req, res) => res.json({}));
app.patch('/api/games/:id', (req, res) => res.json({}));
app.listen(3000);
