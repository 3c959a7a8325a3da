const Koa = require('koa');
const Router = require('koa-router');
const requireDirectory = require('require-directory');
const readControllers = require('./read-controllers');

const app = new Koa();

app.use(readControllers('pages'));

const apiFolder = `${process.cwd()}/api`;
requireDirectory(module, apiFolder, {visit: useRouter});

function useRouter(loaded) {
	if (loaded instanceof Router) app.use(loaded.routes());
}

app.listen(3000);
