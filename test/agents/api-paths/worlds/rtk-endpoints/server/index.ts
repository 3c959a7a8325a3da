import express from 'express';

const app = express();
const posts = express.Router();
posts.get('/', (req, res) => res.json([]));
posts.post('/', (req, res) => res.status(201).json({}));
posts.get('/:id', (req, res) => res.json({}));
posts.patch('/:id', (req, res) => res.json({}));
posts.delete('/:id', (req, res) => res.sendStatus(204));
app.use('/api/posts', posts);
app.get('/api/profile', (req, res) => res.json({}));
app.listen(3000);
