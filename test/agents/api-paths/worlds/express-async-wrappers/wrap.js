exports.wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);
exports.one = (req, res) => res.json({});
exports.api = (app) => ({
  get: (path, handler) => app.get(`/api${path}`, exports.wrap(handler)),
});
