const path = require('path');
const autoload = require('auto-load');
const consign = require('consign');
const express = require('express');
const requireDir = require('require-dir');

const app = express();
const loaded = autoload(path.join(__dirname, 'api'));
app.use('/api', loaded.users);
app.use('/api', loaded.admin.teams);

consign({cwd: __dirname}).include('controllers').then('routes').into(app);

for (const [name, router] of Object.entries(requireDir('./plain'))) app.use(`/plain/${name}`, router);
