import express from 'express';

const app = express();
app.get('/api/deals/:id', (req, res) => res.json({}));
app.get('/api/deals/:id/notes', (req, res) => res.json([]));
app.post('/api/meetings', (req, res) => res.json({}));
app.patch('/api/meetings/:id', (req, res) => res.json({}));
app.post('/api/calls', (req, res) => res.json({}));
app.patch('/api/calls/:id', (req, res) => res.json({}));
app.listen(3000);
