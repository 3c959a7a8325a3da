import Fastify from 'fastify';
import orders from './orders.js';

const app = Fastify();
app.register(orders, {prefix: process.env.ORDERS_PREFIX});
app.register(
	async (api) => {
		api.get('/invoices', async () => []);
	},
	{prefix: process.env.API_PREFIX ?? '/api'},
);
app.get('/health', async () => 'ok');
await app.listen({port: 3000});
