import express from 'express';

const app = express();
app.get('/api/status', (req, res) => res.json({}));
app.post('/api/ping', (req, res) => res.json({}));
app.listen(3000);
