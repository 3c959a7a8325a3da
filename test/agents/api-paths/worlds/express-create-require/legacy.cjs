const router = require('express').Router();

router.get('/users', (req, res) => res.json([]));
Object.defineProperty(exports, '__esModule', {value: true});
exports.default = router;
