import express from 'express';

const app = express();
app.get('/offers', (req, res) => res.json([]));
app.get('/offers/:id/nearby', (req, res) => res.json([]));
app.post('/login', (req, res) => res.json({}));
app.listen(3000);
