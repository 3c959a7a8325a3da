import express from 'express';

const app = express();
app.get('/api/books', (req, res) => res.json([]));
app.get('/api/books/:isbn', (req, res) => res.json({}));
app.post('/api/books', (req, res) => res.status(201).json({}));
app.put('/api/books/:isbn', (req, res) => res.json({}));
app.patch('/api/books/:isbn', (req, res) => res.json({}));
app.delete('/api/books/:isbn', (req, res) => res.sendStatus(204));
app.post('/api/books/:isbn/cover', (req, res) => res.json({}));
app.listen(3000);
