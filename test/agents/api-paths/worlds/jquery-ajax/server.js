const express = require('express');
const app = express();
app.use(express.static('public'));
app.get('/api/guests', (req, res) => res.json([]));
app.post('/api/guests', (req, res) => res.json({}));
app.put('/api/guests/:id', (req, res) => res.json({}));
app.delete('/api/guests/:id', (req, res) => res.json({}));
app.get('/partials/list.html', (req, res) => res.send('<ul></ul>'));
app.listen(3000);
