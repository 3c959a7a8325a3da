const express = require('express');
const app = express();

app.get('/users/:id(\\d+)', (req, res) => res.json({}));
app.get('/posts/:id?', (req, res) => res.json([]));
app.get('/flights/:from-:to', (req, res) => res.json([]));
app.get('/files/*', (req, res) => res.json(req.params[0]));
app.get('/colou?r', (req, res) => res.json({}));
app.get('/(cats|dogs)/list', (req, res) => res.json({}));
app.get(/.*fly$/, (req, res) => res.end());

app.listen(3000);
