import express from 'express';

const app = express();
app.put('/api/files/:name', (req, res) => res.sendStatus(204));
app.get('/api/events', (req, res) => res.end());
app.post('/api/chat', (req, res) => res.end());
app.post('/api/metrics', (req, res) => res.sendStatus(204));
app.listen(3000);
