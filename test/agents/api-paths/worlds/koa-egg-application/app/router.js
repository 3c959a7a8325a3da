'use strict';

/** @param {import('egg').Application} app */
module.exports = (app) => {
	const {router, controller, middleware} = app;
	const auth = middleware.auth();
	const v1 = router.namespace('/api/v1');

	router.get('home', '/', controller.home.index);
	v1.post('/sessions', controller.session.create);
	v1.resources('orders', '/orders', auth, controller.orders);
	app.get('/health', controller.home.health);
	require('./router/admin')(app);
};
