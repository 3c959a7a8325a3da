import {Router} from 'express';
import {storage} from '../storage';

const router = Router();

router.get('/', async (req, res) => res.json(await storage.all()));
router.get('/:id', async (req, res) => res.json(await storage.get(Number(req.params.id))));
router.get('/featured', async (req, res) => res.json((await storage.all()).slice(0, 3)));
router.delete('/:id', async (req, res) => {
	await storage.delete(Number(req.params.id));
	res.sendStatus(204);
});

export default router;
