const express = require('express');
const users = require('./users');
const app = express();

app.use('/users', users);
app.get('/users/export', (req, res) => res.json([]));
app.get('/users/:id/posts', (req, res) => res.json([]));
app.post('/users/search', (req, res) => res.json([]));
app.all('/jobs/:name', (req, res) => res.json({}));
app.put('/jobs/nightly', (req, res) => res.json({}));
app.get('/pages/*', (req, res) => res.json({}));
app.get('/pages/:id', (req, res) => res.json({}));
// Only one of these is there.
if (process.env.NODE_ENV === 'production') {
  app.get('/assets/:name', (req, res) => res.json({}));
} else {
  app.get('/assets/manifest', (req, res) => res.json({}));
}
app.listen(3000);
