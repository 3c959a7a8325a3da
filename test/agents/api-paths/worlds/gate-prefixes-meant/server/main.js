import express, {Router} from 'express';

const notes = Router();
notes.get('/notes', (request, response) => response.json([]));
notes.post('/notes', (request, response) => response.json({}));
notes.get('/tags', (request, response) => response.json([]));

const app = express();
app.use('/api/v1', notes);
app.use('/api/v2', notes);
app.use('/', notes);
app.get('/notes/:id', (request, response) => response.send('<h1>Note</h1>'));
app.post('/login', (request, response) => response.sendStatus(204));
app.listen(3000);
