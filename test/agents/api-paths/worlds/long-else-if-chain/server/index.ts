import express from 'express';

const app = express();
app.post('/api/states', (_req, res) => res.status(204).end());
app.listen(3000);
