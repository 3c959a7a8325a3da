const express = require('express');
const {Api, WritableApi, FullApi} = require('./api');

const app = express();
const answer = (req, res) => res.json([]);

Api(app, '/books').list(answer).one(answer);
new WritableApi(app, '/cars').list(answer).create(answer);
new FullApi(app, '/bikes').list(answer).create(answer).remove(answer);

class Controller {
  static prefix = '/none';
  constructor() {
    this.router = express.Router();
    this.router.get('/', answer);
    app.use(this.constructor.prefix, this.router);
  }
}

class Teams extends Controller {
  static prefix = '/teams';
}

class Games extends Controller {
  static prefix = '/games';
}

new Teams();
new Games();
