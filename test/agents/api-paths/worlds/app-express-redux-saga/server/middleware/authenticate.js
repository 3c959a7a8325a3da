exports.authenticate = (req, res, next) => (req.get('authorization') ? next() : res.sendStatus(401));
