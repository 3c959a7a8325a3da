const express = require('express');
const asyncHandler = require('express-async-handler');
const PromiseRouter = require('express-promise-router');
const {addAsync} = require('@awaitjs/express');
const {wrap, api} = require('./wrap');

const app = addAsync(express());
const router = PromiseRouter();
const other = new PromiseRouter();

router.get('/tasks', async () => 'next');
other.get('/notes', async (req, res) => res.json([]));
app.use('/api', router, other);
app.getAsync('/jobs', async (req, res) => res.json([]));
app.get('/files/:id', asyncHandler(async (req, res) => res.json({})));
app.get('/users', wrap(async (req, res) => res.json([])));
api(app).get('/teams', async (req, res) => res.json([]));
app.get('/users/:id', wrap(require('./wrap').one));
app.get('/users/new', wrap((req, res) => res.json({})));

module.exports = app;
