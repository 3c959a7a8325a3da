import {cors} from '@elysiajs/cors';
import {swagger} from '@elysiajs/swagger';
import {Elysia, t} from 'elysia';
import {cakes} from './cakes.ts';
import {health} from './health.ts';

const app = new Elysia()
	.use(cors())
	.use(swagger())
	.decorate('version', '1')
	.get('/', () => 'bakery')
	.use(health)
	.group('/api', (api) =>
		api
			.use(cakes)
			.guard({headers: t.Object({authorization: t.String()})}, (guarded) => guarded.post('/orders', ({body}) => body))
			.ws('/live', {message: (ws, message) => ws.send(message)}),
	)
	.onError(({code}) => code)
	.listen(3000);

export type App = typeof app;
