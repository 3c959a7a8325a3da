const roles = require('acl-of-some-kind');

exports.isAllowed = function (req, res, next) {
  roles.areAllowed(req.user, req.path, (error, isAllowed) => {
    if (error) return res.status(500).send('Unexpected');
    return isAllowed ? next() : res.status(403).json({});
  });
};
