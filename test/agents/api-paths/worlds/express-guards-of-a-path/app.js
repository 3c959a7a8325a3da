const express = require('express');
const passport = require('passport');
const acl = require('./acl');

const app = express();
const answer = (req, res) => res.json([]);

app.route('/articles').all(acl.isAllowed).get(answer).post(answer);
app.route('/articles/:id').all(passport.authenticate('jwt')).put(answer);
app.all('/orders', acl.isAllowed);
app.get('/orders', answer);
app.route('/ping').all(answer);
app.all('/login', (req, res, next) => {
  if (req.method === 'POST') return res.json({});
  next();
});
app.route('/late').get(answer).all(acl.isAllowed);
app
  .route('/teams')
  .get(answer)
  .all((req, res) => res.status(405).json({error: 'not allowed'}));
app
  .route('/games')
  .post(answer)
  .all((req, res, next) => next(new Error('not allowed')));
app.get('/items', answer).all('/items', (req, res) => res.sendStatus(405));
