import express from 'express';

const app = express();
app.post('/graphql', (req, res) => res.json({}));
app.get('/graphql', (req, res) => res.send('playground'));
app.listen(4000);
