// Nobody calls it.
export function registerLegacy(app) {
  app.get('/legacy/items', (req, res) => res.json([]));
}
