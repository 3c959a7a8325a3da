import express from 'express';

const app = express();
app.get('/api/plants', (req, res) => res.json([]));
app.post('/api/plants', (req, res) => res.json({}));
app.put('/api/plants/:id', (req, res) => res.json({}));
app.delete('/api/plants/:id', (req, res) => res.json({}));
app.listen(3000);
