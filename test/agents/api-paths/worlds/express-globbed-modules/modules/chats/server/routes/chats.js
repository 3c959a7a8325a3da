module.exports = (app) => {
  app.route('/api/chats').get((req, res) => res.json([]));
};
