const express = require('express');
const users = require('./users');
const app = express();
app.use('/users', users);
require('./ee/routes')(app);
app.listen(3000);
