import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const express = require('express');
const legacy = require('./legacy.cjs');
const app = express();

app.use('/legacy', legacy.default ?? legacy);
app.get(
  Array.from({length: 2}, (_, index) => `/shards/${index}`),
  (req, res) => res.json([]),
);
