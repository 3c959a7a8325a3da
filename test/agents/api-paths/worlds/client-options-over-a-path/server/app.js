import express from 'express';
const app = express();
app.post('/api/documents.list', (request, response) => response.json([]));
app.listen(3000);
