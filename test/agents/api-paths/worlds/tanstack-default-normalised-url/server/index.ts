import express from 'express';

const app = express();
app.get('/api/parcels', (req, res) => res.json([]));
app.get('/api/parcels/:id/stops', (req, res) => res.json([]));
app.listen(3000);
