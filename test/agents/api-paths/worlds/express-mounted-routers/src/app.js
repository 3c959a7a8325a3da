const express = require('express');
const routes = require('./routes');
const {requireUser} = require('./auth');

const app = express();
app.use('/api', requireUser, routes);
app.use('/health', require('./routes/health'));

module.exports = app;
