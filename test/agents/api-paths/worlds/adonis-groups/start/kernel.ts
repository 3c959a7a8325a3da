import router from '@adonisjs/core/services/router';

export const middleware = router.named({auth: () => import('../app/middleware/auth_middleware.js')});
