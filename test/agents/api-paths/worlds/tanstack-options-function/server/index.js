import express from 'express';

const app = express();
app.get('/api/rivers', (req, res) => res.json([]));
app.get('/api/rivers/:name', (req, res) => res.json({}));
app.listen(3000);
