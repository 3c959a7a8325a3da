module.exports = (app) => app.get('/no-more', (req, res) => res.end());
