import express, {Router} from 'express';
import config from 'config';
import {LRUCache} from 'lru-cache';
import {registry, Registry} from './registry.js';

const app = express();
const cache = new LRUCache({max: 100});
const byName = new Map();
const drafts = Router();

// A router that nothing mounts.
drafts.get('/drafts', (req, res) => res.json([]));
drafts.post('/drafts', (req, res) => res.json({}));

app.set('/views', './views');
app.get('/views');
app.locals.get = (path) => path;
app.locals.get('/locals');
cache.get('/cached');
byName.set('/users', 1);
byName.delete('/users');
config.get('/service/port');
registry.get('/registered', () => new Registry());
const url = new URL('http://localhost/search?q=1');
url.searchParams.get('/q');

app.get('/real', (req, res) => {
  req.get('/header');
  res.set('/other', 'x').get('/other', () => 1);
  res.json(cache.get('/real/cached', {allowStale: true}));
});

if (false) {
  app.get('/never', (req, res) => res.end());
}

function unused(router = Router()) {
  router.get('/unused', (req, res) => res.end());
  return router;
}

app.listen(config.get('port'));
