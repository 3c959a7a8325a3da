import type {Hono} from 'hono';
import {HTTPException} from 'hono/http-exception';

export const registerAccount = (app: Hono<any>): void => {
	const account = app.basePath('/account');
	account.post('/login', async (c) => {
		if (c.req.header('authorization') === undefined) throw new HTTPException(401);
		return c.body(null, 204);
	});
};
