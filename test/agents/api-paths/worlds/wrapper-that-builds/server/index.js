import express from 'express';

const app = express();
app.get('/api/v2/trees', (req, res) => res.json([]));
app.get('/api/v2/trees/:id', (req, res) => res.json({}));
app.post('/api/v2/trees/:id/cut', (req, res) => res.json({}));
app.get('/search', (req, res) => res.json([]));
app.listen(3000);
