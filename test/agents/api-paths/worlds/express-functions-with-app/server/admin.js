const guard = (app) => (path, handler) => app.get('/admin' + path, handler);

export default function (app) {
  const admin = guard(app);
  admin('/stats', (req, res) => res.json({}));
}
