import express from 'express';
import {accounts} from './accounts.js';

const app = express();
app.use('/api/v1', accounts);
app.get('/v1/reports', (request, response) => response.json({}));
app.get('/api/v1/v1/usage', (request, response) => response.json({}));
app.delete('/api/accounts/:id', (request, response) => response.sendStatus(204));
app.get('/healthz', (request, response) => response.send('ok'));
app.post('/webhooks/mail', (request, response) => response.sendStatus(202));
app.listen(3000);
