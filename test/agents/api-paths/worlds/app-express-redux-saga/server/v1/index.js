const {Router} = require('express');

const router = Router();

router.use('/vehicles', require('./vehicles'));
router.use(['/drivers', '/people'], require('./drivers'));

module.exports = router;
