const express = require('express');
const app = express();
app.enable('strict routing');
app.set('case sensitive routing', true);
const relaxed = express.Router();
const exact = express.Router({caseSensitive: true, strict: true});

app.get('/Plans', (req, res) => res.json([]));
app.get('/plans', (req, res) => res.json([]));
relaxed.get('/List', (req, res) => res.json([]));
exact.get('/List/', (req, res) => res.json([]));
app.use('/relaxed', relaxed);
app.use('/exact', exact);
app.listen(3000);
