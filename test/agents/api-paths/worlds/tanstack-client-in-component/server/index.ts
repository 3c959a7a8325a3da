import express from 'express';

const app = express();
app.get('/rooms', (req, res) => res.json([]));
app.get('/rooms/:id/guests', (req, res) => res.json([]));
app.listen(3000);
