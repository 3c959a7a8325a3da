import express from 'express';

const app = express();
app.get('/api/v1/books', (req, res) => res.json([]));
app.get('/legacy/magazines/:id', (req, res) => res.json({}));
app.listen(3000);
