const express = require('express');
const app = express();
const api = express.Router();
api.get('/notes', (req, res) => res.json([]));
api.get('/notes/:id/history', (req, res) => res.json([]));
app.use('/v1', api);
app.listen(3000);
