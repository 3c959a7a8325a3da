const express = require('express');
const {requireUser} = require('../auth');

const session = express.Router();
module.exports = session;

session.post('/login', (req, res) => res.json({token: 'x'}));
session.use(requireUser).get('/session', (req, res) => res.json({}));
