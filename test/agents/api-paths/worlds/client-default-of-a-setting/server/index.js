const express = require('express');

const app = express();
app.get('/ponds', (req, res) => res.json([]));
app.delete('/ponds/:id', (req, res) => res.end());
app.listen(3000);
