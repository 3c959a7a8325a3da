export default (app) => app.get('/api/unused', (req, res) => res.end());
