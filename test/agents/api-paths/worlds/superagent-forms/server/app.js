const express = require('express');
const app = express();
app.get('/health', (req, res) => res.send('ok'));
app.patch('/api/jobs/:id', (req, res) => res.json({}));
app.post('/api/jobs', (req, res) => res.json({}));
app.get('/api/jobs', (req, res) => res.json([]));
app.listen(3000);
