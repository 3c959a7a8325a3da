import {createRouter} from '../../lib/create-app.ts';
import * as handlers from './items.handlers.ts';
import * as routes from './items.routes.ts';

const router = createRouter()
	.openapi(routes.list, handlers.list)
	.openapi(routes.update, handlers.update as never)
	.openapi(routes.count, (c) => c.body(null, 204));

export default router;
