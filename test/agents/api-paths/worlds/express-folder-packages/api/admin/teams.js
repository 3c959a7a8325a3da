const router = require('express').Router();

router.get('/teams', (req, res) => res.json([]));
module.exports = router;
