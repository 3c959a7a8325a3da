module.exports = (app) => {
  app.route('/api/users').get((req, res) => res.json([]));
};
