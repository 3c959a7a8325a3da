const express = require('express');
const {draw} = require('canvas-of-some-kind');

const app = express();
const handlers = {
  tile: (req, res, next) => {
    if (!req.params.id) return res.status(404).end();
    draw(req, res, next);
  },
  file: async (req, res) => {
    if (req.params.name === 'none') throw new Error('none');
    await draw(req, res);
  },
};

app.get('/tiles/:id(\\d+)', handlers.tile);
app.get('/tiles/:id(\\d+)/:format(png|webp)?', handlers.tile);
app.get(/^\/maps\/(\w+)\.png$/, handlers.tile);
app.get('/files/:name(.json)?', handlers.file);
app.get('/files/*', (req, res) => res.status(404).end());
app.get(/^\/maps\/.*$/, (req, res) => res.sendStatus(404));
app.get(/^\/old\//, (req, res) => res.sendStatus(404));
