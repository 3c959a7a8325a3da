module.exports = (app) => {
  const {games} = app.controllers;
  app.get(games.path, games.list);
  app.route('/games/:id').put(games.list);
};
