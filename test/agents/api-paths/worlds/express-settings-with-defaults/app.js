import express from 'express';
import {beta, clientId, clientSecret, cloud, settings} from './settings.js';

const app = express();
const answer = (req, res) => res.json({});

if (clientId) app.get('/connect', answer);
if (cloud && clientId && clientSecret) app.get('/callback', answer);
if (settings.docs === 'true') app.get('/docs', answer);
if (settings.docs.toLowerCase() === 'yes') app.get('/more-docs', answer);
switch (settings.stage) {
  case 'production':
    app.get('/metrics', answer);
    break;
  case 'development':
    app.get('/mails', answer);
    break;
}
if (beta) app.get('/beta', answer);
if (Number(process.env.WORKERS || 0) > 1) app.get('/workers', answer);
app.get(`/${settings.base}/items`, answer);
if (settings.base === '') throw new Error('no base');
const never = false;
if (never) app.get('/never', answer);
