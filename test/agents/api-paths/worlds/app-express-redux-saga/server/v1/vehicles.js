const {Router} = require('express');
const {body} = require('express-validator');
const controller = require('../controllers/vehicles');

const router = Router({mergeParams: true});
const trips = Router({mergeParams: true});

router.route('/').get(controller.list).post(body('plate').notEmpty(), controller.create);
router
	.route('/:vehicleId')
	.get(controller.read)
	.put(controller.update);
router.use('/:vehicleId/trips', trips);

trips.get('/', controller.trips);
trips.get('/:tripId', controller.trip);
trips.get('/latest', controller.trip);

module.exports = router;
