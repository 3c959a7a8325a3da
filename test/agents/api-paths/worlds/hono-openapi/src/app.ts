import configureOpenAPI from './lib/configure-open-api.ts';
import createApp from './lib/create-app.ts';
import items from './routes/items/items.index.ts';

const app = createApp();
configureOpenAPI(app);

const routes = [items] as const;
routes.forEach((route) => {
	app.route('/v1', route);
});

export type AppType = (typeof routes)[number];
export default app;
