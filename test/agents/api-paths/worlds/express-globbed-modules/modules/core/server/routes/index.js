module.exports = (app) => app.get('/never', (req, res) => res.end());
