import express from 'express';

const app = express();
app.get('/api/me', (req, res) => res.json({}));
app.get('/api/boards/:id', (req, res) => res.json({}));
app.listen(3000);
