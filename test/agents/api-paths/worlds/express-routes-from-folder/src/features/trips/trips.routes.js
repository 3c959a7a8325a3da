module.exports = (app) => {
  app.get('/trips', (req, res) => res.json([]));
};
