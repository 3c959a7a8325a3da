const {Router} = require('express');
const router = Router();
const find = (req, res) => res.json({});

router.get('/:id', find);
router.get('/search', (req, res) => res.json([]));
router.get('/:userId', (req, res) => res.json({again: true}));
router.get('/:id/Avatar', find);
router.get('/:id/avatar/', find);
router.delete('/:id(\\d+)', find);
router.delete('/all', find);
// These let later routes answer.
router.put('/:id', (req, res, next) => {
  if (req.params.id === 'bulk') return next();
  res.json({});
});
router.put('/bulk', find);
router.patch('/:id', (req, res, next) => (req.body ? next() : next('route')), (req, res) => res.json({}));
router.patch('/many', find);
// This one only passes errors on.
router.post('/:id', async (req, res, next) => {
  try {
    res.json({});
  } catch (error) {
    next(error);
  }
});

module.exports = router;
