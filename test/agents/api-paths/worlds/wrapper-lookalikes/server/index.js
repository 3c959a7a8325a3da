import path from 'node:path';
import express from 'express';

export const app = express();
app.set('view engine', 'pug');
app.get('/api/real', (req, res) => res.json({engine: app.get('view engine')}));
app.use(express.static(path.join('/', 'public')));
app.listen(3000);
