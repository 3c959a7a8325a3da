import express from 'express';

const app = express();
app.get('/api/trips', (req, res) => res.json([]));
app.get('/api/trips/:id', (req, res) => res.json({}));
app.listen(3000);
