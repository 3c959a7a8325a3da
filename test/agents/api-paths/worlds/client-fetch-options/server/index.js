import express from 'express';

const app = express();
app.post('/api/notes', (req, res) => res.status(201).json({}));
app.put('/api/notes/:id', (req, res) => res.json({}));
app.get('/api/notes/:id', (req, res) => res.json({}));
app.delete('/api/notes/:id', (req, res) => res.sendStatus(204));
app.patch('/api/notes/:id', (req, res) => res.json({}));
app.listen(3000);
