import path from 'node:path';
import express from 'express';

const app = express();
const dist = path.join(import.meta.dirname, 'dist');
app.get('/api/things', (req, res) => res.json([]));
app.all('/api/{*rest}', (req, res) => {
  res.status(404).json({message: `no ${req.path}`});
});
app.use(express.static(dist));
app.get('/{*splat}', (req, res) => res.sendFile(path.join(dist, 'index.html')));
app.get('/late', (req, res) => res.json({}));
app.listen(3000);
