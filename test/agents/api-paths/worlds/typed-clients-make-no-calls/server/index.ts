import express from 'express';

const app = express();
app.get('/api/plain', (req, res) => res.json({}));
app.listen(3000);
