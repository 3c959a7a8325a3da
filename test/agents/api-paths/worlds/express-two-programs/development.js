const app = require('express')();

app.get('/items/:anything', (req, res) => res.json({}));
require('./routes')(app);
app.listen(3000);
