const express = require('express');

const app = express();
const api = express();
const answer = (req, res) => res.json([]);

api.all('/food*', food());
api.all(['/times/*', '/count/*'], entries());
api.get('/reports/:year', express.Router().all('/reports/latest', answer).get('/reports/:year', answer).post('/reports/:year', answer));
app.use('/api/v1', api);

function food() {
  const router = express.Router();
  router.use(express.json());
  router.get('/food', answer);
  router.get('/food/quick', answer);
  router.delete('/food/:id', answer);
  router.get('/never', answer);
  return router;
}

function entries() {
  const router = express.Router();
  router.get('/times/:prefix?', answer);
  router.get('/count/:storage/where', answer);
  router.get('/slice/:storage', answer);
  return router;
}
