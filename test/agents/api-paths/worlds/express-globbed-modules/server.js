const path = require('path');
const express = require('express');
const config = require('./config/config');

const app = express();

config.routes.forEach((file) => require(path.resolve(file))(app));
app.get(new RegExp('^/chats/(\\d+)$'), (req, res) => res.json({}));
Reflect.apply(app.delete, app, ['/chats/:id', (req, res) => res.end()]);
