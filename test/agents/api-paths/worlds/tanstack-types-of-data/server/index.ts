import express from 'express';

const app = express();
app.get('/api/user', (req, res) => res.json({}));
app.get('/api/teams/:id', (req, res) => res.json({}));
app.get('/api/teams/:id/members/:member', (req, res) => res.json({}));
app.get('/api/search', (req, res) => res.json([]));
app.listen(3000);
