import express from 'express';

const app = express();
app.get('/api/stats', (req, res) => res.json({}));
app.get('/api/teams/:id', (req, res) => res.json({}));
app.get('/api/teams', (req, res) => res.json([]));
app.listen(3000);
