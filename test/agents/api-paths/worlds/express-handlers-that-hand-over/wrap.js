exports.wrap = (handler) => (req, res, next) => Promise.resolve(handler(req, res, next)).catch(next);
exports.timed = (handler) =>
  function (req, res, next) {
    console.time(req.path);
    return handler(req, res, next);
  };
