import express from 'express';
import path from 'node:path';
import {books} from './books.js';
import {settings} from './settings.js';

const app = express();
app.set('view engine', 'ejs');
app.engine('html', () => {});
app.use('/static', express.static(path.join(settings.root, 'static')));
app.use(express.urlencoded({extended: true}));

app.get('/', (req, res) => res.render('index'));
app.get(['/about', '/imprint'], (req, res) => res.render('about'));
app.post('/search', (req, res) => res.render('index', {found: []}));
books(app, settings.get('prefix'));

if (app.get('env') === 'development') app.locals.pretty = true;
app.listen(settings.get('port'));
