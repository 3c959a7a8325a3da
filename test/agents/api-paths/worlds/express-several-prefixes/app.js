import express from 'express';
import articles from './articles.js';
import {tags, API} from './tags.js';

const app = express();
app.use('/api/articles', articles);
app.use('/v2/articles', articles);
app.use(['/api/tags', '/tags'], tags);
app.use(API.status, (() => {
  const router = express.Router();
  router.get('/', (req, res) => res.json({}));
  return router;
})());
app.use('', express.Router().get('/ping', (req, res) => res.end('pong')));
