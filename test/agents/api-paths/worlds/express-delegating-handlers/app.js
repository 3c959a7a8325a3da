import express from 'express';
import slow from './slow.js';

const app = express();
const inner = express.Router();
inner.get('/inner', (req, res) => res.end());

// Made when it is first asked for.
app.use('/lazy', async (req, res, next) => {
  const {default: router} = await import('./lazy.js');
  router(req, res, next);
});
app.use('/slow', (req, res, next) => (req.query.fast ? inner(req, res, next) : slow(req, res, next)));
app.use('/closed', (req, res) => res.status(410).end());
app.use('/gone', (req, res) => res.status(404).end());
app.use('/stored', async (req, res, next) => {
  try {
    if (!req.query.name) return res.sendStatus(404);
    res.sendFile(req.path, {root: '/var/files'});
  } catch (error) {
    next(error);
  }
});
app.listen(1);
