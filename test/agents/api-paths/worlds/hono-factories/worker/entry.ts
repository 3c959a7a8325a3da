import {Hono} from 'hono';
import {factory} from './factory.ts';
import {crud} from './crud.ts';
import {registerAccount} from './account.ts';

const app = factory.createApp();

for (const [name, table] of Object.entries({notes: 'note', tags: 'tag'})) app.route(`/${name}`, crud(table));
registerAccount(app);

const handlers = factory.createHandlers(
	async (c, next) => next(),
	(c) => c.json({made: 'by createHandlers'}),
);
app.get('/handled', ...handlers);

export default app satisfies Hono;
