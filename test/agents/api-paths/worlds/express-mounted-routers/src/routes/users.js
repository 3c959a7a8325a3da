const {Router} = require('express');
const posts = require('./posts');

const router = new Router();
router.param('userId', (req, res, next, id) => {
  req.userId = Number(id);
  next();
});
router.get('/', (req, res) => res.json([]));
router.get('/:userId', (req, res) => res.json({}));
router.use('/:userId/posts', posts);

module.exports = router;
