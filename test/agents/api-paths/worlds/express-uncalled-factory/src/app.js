import express from 'express';
import {tokens} from './tokens.js';

export function buildApp({users, prefix}) {
  const app = express();
  app.get('/users', async (req, res) => res.json(await users.all()));
  app.use('/tokens', tokens(users));
  app.use(`${prefix}/audit`, express.Router().get('/', (req, res) => res.json([])));
  return app;
}
