import express from 'express';

const app = express();
app.get('/api/panels', (req, res) => res.json([]));
app.listen(3000);
