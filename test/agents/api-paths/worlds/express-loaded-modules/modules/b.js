export default function (app) {
  app.get('/api/b', (req, res) => res.end());
}
