import express from 'express';

const app = express();
app.get('/api/user', (req, res) => res.json({name: 'ada'}));
app.get('/api/todos', (req, res) => res.json([]));
app.get('/api/todos/:id', (req, res) => res.json({id: req.params.id}));
app.listen(5000);
