const express = require('express');
const app = express();
const api = express.Router();
api.get('/articles', (req, res) => res.json({}));
api.get('/articles/feed', (req, res) => res.json({}));
api.get('/articles/:slug', (req, res) => res.json({}));
api.post('/articles/:slug/comments', (req, res) => res.json({}));
app.use('/api', api);
app.listen(3000);
