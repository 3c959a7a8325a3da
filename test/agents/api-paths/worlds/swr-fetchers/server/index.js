import express from 'express';

const app = express();
app.get('/api/me', (req, res) => res.json({}));
app.get('/api/articles', (req, res) => res.json([]));
app.get('/api/articles/:slug', (req, res) => res.json({}));
app.get('/api/articles/:slug/comments', (req, res) => res.json([]));
app.get('/api/tags', (req, res) => res.json([]));
app.listen(3000);
