const express = require('express');
const router = express.Router();

router.get('/:name?', (req, res) => res.json([]));
router.all('/:name/badge', (req, res) => res.json({}));

module.exports = router;
