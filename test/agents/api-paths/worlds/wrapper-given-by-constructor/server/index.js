const express = require('express');

const app = express();
app.get('/api/wells', (req, res) => res.json([]));
app.post('/api/wells', (req, res) => res.json({}));
app.listen(3000);
