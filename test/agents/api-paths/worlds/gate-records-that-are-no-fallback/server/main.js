import express from 'express';
import {listOrders, readProfile, saveOrder} from './store.js';

const app = express();
app.get('/api/orders', (request, response) => response.json(listOrders(request.query)));
app.post('/api/orders', (request, response) => response.status(201).json(saveOrder(request.body)));
app.get('/api/profile', (request, response) => response.json(readProfile(request.headers)));
app.listen(3000);
