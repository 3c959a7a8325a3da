app.get(`${global.SERVICE.prefix}/extras`, (req, res) => res.json([]));
