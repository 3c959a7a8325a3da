const express = require('express');
// A second server of its own.
const metrics = express();
metrics.get('/metrics', (req, res) => res.end(''));
metrics.get('/version', (req, res) => res.json(2));
metrics.listen(9100);
