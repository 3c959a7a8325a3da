import {createRequire} from 'node:module';
import express from 'express';

const require = createRequire(import.meta.url);
const legacy = require('./legacy.cjs');
const app = express();

app.use('/legacy', legacy.default ?? legacy);
app.get(
  Array.from({length: 2}, (_, index) => `/shards/${index}`),
  (req, res) => res.json([]),
);
