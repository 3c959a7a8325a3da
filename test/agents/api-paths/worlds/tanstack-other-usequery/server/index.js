import express from 'express';

const app = express();
app.get('/api/films', (req, res) => res.json([]));
app.listen(3000);
