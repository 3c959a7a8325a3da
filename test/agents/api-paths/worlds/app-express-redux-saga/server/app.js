'use strict';

const express = require('express');
const {authenticate} = require('./middleware/authenticate');
const v1 = require('./v1');

const app = express();
app.use(express.json());
app.get('/ping', (req, res) => res.send('pong'));
app.use('/api/v1', authenticate, v1);
app.use((req, res) => res.status(404).json({error: 'not found'}));

module.exports = app;
