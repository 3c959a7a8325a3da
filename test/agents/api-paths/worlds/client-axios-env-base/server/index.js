import express from 'express';

const app = express();
app.get('/api/rooms', (req, res) => res.json([]));
app.get('/api/rooms/:id', (req, res) => res.json({}));
app.listen(3000);
