import express from 'express';

const app = express();
app.get('/api/songs', (req, res) => res.json([]));
app.get('/api/songs/:id', (req, res) => res.json({}));
app.get('/api/songs/:id/lyrics', (req, res) => res.json({}));
app.get('/api/charts/weekly', (req, res) => res.json([]));
app.listen(3000);
