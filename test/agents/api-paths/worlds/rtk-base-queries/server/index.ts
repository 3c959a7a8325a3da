import express from 'express';

const app = express();
app.post('/auth/refresh', (req, res) => res.json({}));
app.get('/v2/teams', (req, res) => res.json([]));
app.post('/v2/teams/:id/members', (req, res) => res.json({}));
app.get('/files/:id', (req, res) => res.json({}));
app.listen(3000);
