import express from 'express';

const app = express();
app.get('/backend/trips', (req, res) => res.json([]));
app.get('/backend/trips/:id', (req, res) => res.json({}));
app.post('/backend/trips', (req, res) => res.json({}));
app.listen(3001);
