import router from '@adonisjs/core/services/router';
import {middleware} from '#start/kernel';
import HealthController from '#controllers/health_controller';

const PlansController = () => import('#controllers/plans_controller');

router.get('health', [HealthController, 'show']).as('health');
router.on('/').render('pages/home');

router
	.group(() => {
		router.post('login', '#controllers/session_controller.store');
		router
			.group(() => {
				router.resource('plans', PlansController).apiOnly().except(['destroy']);
				router.resource('plans.steps', PlansController).only(['index', 'update']);
				router.route('/export', ['GET', 'HEAD'], [PlansController, 'export']);
			})
			.use(middleware.auth());
	})
	.prefix('v1')
	.prefix('/api');
