import {createFactory} from 'hono/factory';

export const factory = createFactory<{Bindings: {DB: unknown}}>({
	initApp: (app) => {
		app.get('/version', (c) => c.text('1'));
	},
});
