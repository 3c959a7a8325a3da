const express = require('express');
const validate = require('validator-of-some-kind');
const {timed, wrap} = require('./wrap');

const app = express();
const answer = async (req, res) => res.json({});

app.post('/feedbacks', wrap(notePost()));
app.post('/feedbacks', wrap(checkCaptcha()));
app.post('/feedbacks', timed(wrap(answer)));
app.post('/feedbacks', answer);

app.put('/orders/:id', (req, res, next) => validate(req, res, next));
app.put('/orders/:id', answer);

app.get('/games/:id', timed(answer));
app.get('/games/latest', answer);

function notePost() {
  return async (req, res, next) => {
    console.log(req.body);
    next();
  };
}

function checkCaptcha() {
  return (req, res, next) => {
    if (req.body.captcha === undefined) res.status(401).end();
    else next();
  };
}
