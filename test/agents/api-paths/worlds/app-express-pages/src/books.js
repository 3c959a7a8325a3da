import {Router} from 'express';
import multer from 'multer';
import {lend} from './lending.js';

const upload = multer({dest: 'uploads/'});

export function books(app, prefix) {
	const router = new Router();
	router.param('isbn', (req, res, next, isbn) => next());
	router.get('/', (req, res) => res.json([]));
	router.get('/:isbn{.:format}', (req, res) => res.json({}));
	router.post('/:isbn/cover', upload.single('cover'), (req, res) => res.sendStatus(201));
	router.use('/:isbn/loans', lend());
	router.delete('/:isbn', (req, res) => res.sendStatus(204));
	app.use(prefix, router);
}
