const Router = require('koa-router');

const router = new Router({prefix: '/v1/authors'});

router.get('/:author', (ctx) => {
	ctx.body = ctx.params.author;
});

module.exports = router;
