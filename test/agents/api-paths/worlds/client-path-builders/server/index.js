import express from 'express';

const app = express();
app.get('/api/v1/cities', (req, res) => res.json([]));
app.get('/api/v1/cities/:id', (req, res) => res.json({}));
app.get('/api/v1/cities/:id/streets/:street', (req, res) => res.json({}));
app.listen(3000);
