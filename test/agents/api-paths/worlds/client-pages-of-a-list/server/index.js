const express = require('express');

const app = express();
app.post('/api/shells/page', (req, res) => res.json([]));
app.get('/api/shells', (req, res) => res.json([]));
app.listen(3000);
