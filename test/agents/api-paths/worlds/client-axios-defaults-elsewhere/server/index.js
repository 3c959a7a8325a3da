import express from 'express';

const app = express();
app.get('/api/tags', (req, res) => res.json([]));
app.get('/api/tags/:name/posts', (req, res) => res.json([]));
app.post('/auth/login', (req, res) => res.json({}));
app.listen(3000);
