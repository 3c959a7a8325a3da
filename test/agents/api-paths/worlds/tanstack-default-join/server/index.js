const express = require('express');

const app = express();
app.get('/api/users/:id', (req, res) => res.json({}));
app.get('/api/users/:id/posts', (req, res) => res.json([]));
app.get('/api/health', (req, res) => res.json({ok: true}));
app.listen(3000);
