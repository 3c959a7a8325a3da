import express from 'express';

const app = express();
app.get('/api/jobs', (req, res) => res.json([]));
app.post('/api/jobs', (req, res) => res.json({}));
app.get('/api/jobs/:id', (req, res) => res.json({}));
app.put('/api/jobs/:id', (req, res) => res.json({}));
app.listen(3000);
