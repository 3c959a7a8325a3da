module.exports = {
  requireUser(req, res, next) {
    if (!req.headers.authorization) return res.sendStatus(401);
    next();
  },
};
