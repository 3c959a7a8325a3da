export async function register(app) {
  app.get('/api/c', (req, res) => res.end());
}
