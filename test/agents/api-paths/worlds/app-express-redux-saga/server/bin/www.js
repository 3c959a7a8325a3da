#!/usr/bin/env node
const app = require('../app');

app.listen(process.env.PORT || 8080);
