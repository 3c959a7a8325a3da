import express from 'express';

const app = express();
app.get('/api/invoices/:id/pdf', (req, res) => res.end());
app.get('/api/users/:id/avatar', (req, res) => res.end());
app.post('/api/upload', (req, res) => res.redirect('/'));
app.get('/api/auth/github', (req, res) => res.redirect('https://github.com/login'));
app.get('/api/auth/logout', (req, res) => res.redirect('/'));
app.get('/api/export.csv', (req, res) => res.end());
app.listen(3000);
