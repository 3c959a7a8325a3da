import express from 'express';

const app = express();
app.get('/api/tasks', (req, res) => res.json([]));
app.post('/api/tasks', (req, res) => res.status(201).json({}));
app.get('/api/tasks/:id', (req, res) => res.json({}));
app.listen(3000);
