import express, {Router} from 'express';

const api = Router();
api.get('/', (req, res) => res.json({version: 1}));
api.get('/items', (req, res) => res.json([]));
api.get('/items/:id', (req, res) => res.json({}));
api.get('/files/*', (req, res) => res.sendFile(req.path));
const app = express();
app.use('/api', api);
app.listen(3000);
