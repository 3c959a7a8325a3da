const express = require('express');

const app = express();
const answer = (req, res) => res.json([]);

app.locals.base = '/v1';
Object.assign(app.locals, {resources: {users: '/users'}});
app.set('admin', '/admin');

app.get(`${app.locals.base}${app.locals.resources.users}`, answer);
app.get(app.get('admin') + '/users', answer);
