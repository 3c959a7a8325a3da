const express = require('express');

const app = express();
app.get('/backend/profiles/:name', (req, res) => res.json({}));
app.post('/backend/profiles/:name/follow', (req, res) => res.json({}));
app.get('/assets/settings.json', (req, res) => res.json({}));
app.listen(3000);
