import express from 'express';

const app = express();
app.get('/api/notes', (req, res) => res.json([]));
app.post('/api/notes', (req, res) => res.json({}));
app.delete('/api/notes/:id', (req, res) => res.json({}));
app.listen(3000);
