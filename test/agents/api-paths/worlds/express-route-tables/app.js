import express from 'express';
import * as users from './users.js';
import {routes} from './table.js';

const app = express();
const routers = {teams: teams(), games: games()};

for (const {method, path, handlers} of routes) app[method](path, ...handlers);
for (const [name, router] of Object.entries(routers)) app.use(`/${name}`, router);
users.routes.forEach((route) => app[route.method.toLowerCase()](`/users${route.path}`, route.handler));
[express.Router().get('/one', (req, res) => res.end()), express.Router().get('/two', (req, res) => res.end())].map((router) => app.use('/numbers', router));
['/a', '/b'].forEach((path) => app.route(path).all((req, res) => res.end()));

function teams() {
  const router = express.Router();
  router.get('/', (req, res) => res.json([]));
  return router;
}

function games() {
  return express.Router().delete('/:id', (req, res) => res.end());
}
