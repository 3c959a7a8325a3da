const express = require('express');

const app = express();
app.get('/games', (_request, response) => response.json([]));
app.listen(4000);
