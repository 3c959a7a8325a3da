import type {Express} from 'express';
import {paths} from '@shared/paths';
import {requireUser} from './auth';
import {createOrderRouter} from './routes/orders';
import productRoutes from './routes/products';
import {registerReports} from './routes/reports';
import {storage} from './storage';

export function registerRoutes(app: Express): void {
	app.post('/api/login', async (req, res) => res.json(await storage.login(req.body)));
	app.post('/api/logout', (req, res) => res.sendStatus(200));
	app.get('/api/user', requireUser, (req, res) => res.json({}));

	app.use('/api/products', productRoutes);
	app.use(paths.orders.list, requireUser, createOrderRouter(storage));
	registerReports(app, '/api/reports');

	app.route(paths.cart)
		.get(requireUser, async (req, res) => res.json(await storage.cart()))
		.put(requireUser, async (req, res) => res.json(await storage.setCart(req.body)));
}
