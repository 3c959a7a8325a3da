import express from 'express';
import {debug} from './debug.js';

const app = express();
const prefix = process.env.API_PREFIX || '/api';
const version = process.env.API_VERSION;
const router = express.Router();

router.get('/items', (req, res) => res.json([]));
app.use(prefix, router);
if (process.env.NODE_ENV !== 'production') app.use('/debug', debug);
if (process.env.FEATURE) {
  app.get('/beta', (req, res) => res.end());
} else {
  app.get('/stable', (req, res) => res.end());
}
try {
  app.get('/tried', (req, res) => res.end());
} catch {
  process.exit(1);
}
app.get(`/by-version/${version}/items`, (req, res) => res.json([]));
process.on('SIGTERM', () => app.get('/dying', (req, res) => res.end()));
connect().then(() => {
  app.get('/ready', (req, res) => res.end());
  app.listen(3000);
});

async function connect() {
  return {};
}
