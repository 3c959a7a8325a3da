const express = require('express');
const app = express();
app.use(express.static('web'));
app.get('/scores', (req, res) => res.json([]));
app.post('/scores', (req, res) => res.json({}));
app.listen(3000);
