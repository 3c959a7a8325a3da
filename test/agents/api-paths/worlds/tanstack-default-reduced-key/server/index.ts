import express from 'express';

const app = express();
app.get('/api/crews', (req, res) => res.json([]));
app.get('/api/crews/:id', (req, res) => res.json({}));
app.get('/api/crews/:id/shifts', (req, res) => res.json([]));
app.listen(3000);
