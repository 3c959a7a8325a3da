const express = require('express');
const app = (exports.app = express());
const secret = express();

app.get('/', (req, res) => res.send('admin'));
secret.get('/', (req, res) => res.send('secret'));
app.use(/^\/secr.t/, secret);
