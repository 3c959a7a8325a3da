import express from 'express';

const app = express();
app.get('/reefs', (req, res) => res.json([]));
app.get('/reefs/:id', (req, res) => res.json({}));
app.post('/reefs/:id/dives', (req, res) => res.json({}));
app.listen(3000);
