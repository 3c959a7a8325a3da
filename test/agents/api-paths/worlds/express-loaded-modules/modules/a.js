export default (app) => app.get('/api/a', (req, res) => res.end());
