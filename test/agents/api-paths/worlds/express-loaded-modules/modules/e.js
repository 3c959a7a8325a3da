export default (app) => app.get('/api/e', (req, res) => res.end());
