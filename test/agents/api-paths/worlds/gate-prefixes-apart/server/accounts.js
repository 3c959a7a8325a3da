import {Router} from 'express';

export const accounts = Router();
accounts.get('/accounts', (request, response) => response.json([]));
accounts.post('/accounts', (request, response) => response.json({}));
accounts.get('/accounts/:id', (request, response) => response.json({}));
accounts.get('/invoices', (request, response) => response.json([]));
accounts.get('/invoices/:id', (request, response) => response.json({}));
accounts.post('/invoices', (request, response) => response.json({}));
