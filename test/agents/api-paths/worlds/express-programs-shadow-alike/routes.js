module.exports = (app) => {
  app.get('/items/:id', (req, res) => res.json({}));
  app.get('/items/new', (req, res) => res.json({}));
  app.get('/health', (req, res) => res.json({}));
};
