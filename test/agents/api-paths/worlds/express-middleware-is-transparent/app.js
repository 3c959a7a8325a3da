import express from 'express';
import helmet from 'helmet';
import cors from 'cors';
import morgan from 'morgan';
import {rateLimit} from 'express-rate-limit';
import passport from 'passport';
import {audit} from '@acme/audit';

const app = express();
app.use(helmet(), cors({origin: true}), morgan('dev'));
app.use([express.json(), express.urlencoded({extended: false})]);
app.options('*', cors());
app.use('/api', rateLimit({windowMs: 60_000}));
app.use('/api', audit({level: 'info'}));
app.all('/api/*', requireUser);
app.use('/api', (req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
});
app.get('/api/me', passport.authenticate('jwt', {session: false}), (req, res) => res.json(req.user));
app.get('/api/me/orders', [passport.authenticate('jwt'), [requireUser]], (req, res) => res.json([]));
app.use('/api', (req, res) => res.status(404).json({error: 'not found'}));
app.use((error, req, res, next) => {
  res.status(500).json({error: error.message});
});
app.listen(3000);

function requireUser(req, res, next) {
  if (!req.user) return res.status(401).end();
  next();
}
