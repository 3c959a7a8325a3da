import express from 'express';

const app = express();
app.get('/api/users', (req, res) => res.json([]));
app.get('/api/users/:id', (req, res) => res.json({}));
app.put('/api/users/:id', (req, res) => res.json({}));
app.post('/api/users', (req, res) => res.status(201).json({}));
app.delete('/api/users/:id', (req, res) => res.sendStatus(204));
app.listen(3000);
