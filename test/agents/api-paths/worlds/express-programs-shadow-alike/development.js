const app = require('express')();

app.get('/health', (req, res) => res.json({mode: 'development'}));
require('./routes')(app);
app.listen(3000);
