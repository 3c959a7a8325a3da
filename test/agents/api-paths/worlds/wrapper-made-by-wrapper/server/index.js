const express = require('express');

const app = express();
app.get('/api/tides', (req, res) => res.json([]));
app.post('/api/tides', (req, res) => res.json({}));
app.delete('/api/tides/:id', (req, res) => res.end());
app.listen(3000);
