import express from 'express';

const app = express();
app.delete('/api/panels', (_req, res) => res.status(204).end());
app.put('/api/panels/:id', (_req, res) => res.status(204).end());
app.listen(3000);
