import express from 'express';

export const app = express();
app.get('/api/real', (req, res) => res.json({}));
app.listen(3000);
