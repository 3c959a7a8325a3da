module.exports = (app) => {
  app.get('/items', (req, res) => res.json([]));
  app.get('/items/:id', (req, res) => res.json({}));
};
