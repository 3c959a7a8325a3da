import express from 'express';

const app = express();
app.get('/api/reports/daily', (req, res) => res.json([]));
app.get('/api/reports/weekly', (req, res) => res.json([]));
app.get('/api/alerts', (req, res) => res.json([]));
app.listen(3000);
