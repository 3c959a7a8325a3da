const express = require('express');

const app = express();
app.get('/shelf/api/books', (req, res) => res.json([]));
app.get('/shelf/api/books/:id', (req, res) => res.json({}));
app.post('/shelf/api/login', (req, res) => res.json({}));
app.listen(3000);
