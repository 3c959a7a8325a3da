import express from 'express';

const app = express();
app.get('/api/pets', (req, res) => res.json([]));
app.post('/api/pets', (req, res) => res.json({}));
app.get('/api/pets/:id', (req, res) => res.json({}));
app.put('/api/pets/:id', (req, res) => res.json({}));
app.delete('/api/pets/:id', (req, res) => res.json({}));
app.listen(3000);
