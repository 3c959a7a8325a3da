import express from 'express';

const app = express();
app.get('/api/users', (req, res) => res.json([]));
app.get('/api/users/:id', (req, res) => res.json({}));
app.post('/api/users', (req, res) => res.json({}));
app.delete('/api/users/:id', (req, res) => res.json({}));
app.listen(3000);
