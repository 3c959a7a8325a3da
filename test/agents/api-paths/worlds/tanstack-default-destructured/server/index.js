import express from 'express';

const app = express();
const v2 = express.Router();
v2.get('/invoices', (req, res) => res.json([]));
v2.get('/invoices/:number', (req, res) => res.json({}));
app.use('/api/v2', v2);
app.listen(3000);
