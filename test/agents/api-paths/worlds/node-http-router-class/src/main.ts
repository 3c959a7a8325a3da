import {createServer} from 'http';
import {Router} from './router.ts';
import {listBooks, showBook} from './books.ts';

const router = new Router('/api');
router.get('/books', listBooks);
router.get('/books/:isbn', showBook);
router.post('/books', (_req, res) => {
  res.end();
});

createServer(router.listener).listen(4000);
