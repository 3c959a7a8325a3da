module.exports = (app) => {
  app.get('/core', (req, res) => res.end());
  app.get('/*', (req, res) => res.sendFile('index.html'));
};
