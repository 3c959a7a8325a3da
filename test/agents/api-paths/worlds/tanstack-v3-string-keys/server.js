const express = require('express');
const app = express();

app.get('/posts', (req, res) => res.json([]));
app.get('/posts/:id', (req, res) => res.json({}));
app.listen(5000);
