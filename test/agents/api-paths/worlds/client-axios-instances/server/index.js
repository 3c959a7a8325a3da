import express from 'express';

const app = express();
const v1 = express.Router();
v1.get('/orders', (req, res) => res.json([]));
v1.get('/orders/:id', (req, res) => res.json({}));
v1.post('/orders/:id/pay', (req, res) => res.json({}));
app.use('/api/v1', v1);
app.get('/api/v2/orders', (req, res) => res.json([]));
app.get('/health', (req, res) => res.send('ok'));
app.listen(3000);
