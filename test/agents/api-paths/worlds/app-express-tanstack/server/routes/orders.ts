import {Router} from 'express';
import type {Storage} from '../storage';

export function createOrderRouter(storage: Storage) {
	const router = Router();
	router.get('/', async (req, res) => res.json([]));
	router.post('/', async (req, res) => res.status(201).json(await storage.cart()));
	router.get('/:orderId', async (req, res) => res.json({}));
	router.patch('/:orderId/status', async (req, res) => res.json({}));
	return router;
}
