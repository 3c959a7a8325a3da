import {Router} from 'express';

export const prefix = '/books';
const router = Router();
router.get('/', (_req, res) => {
	res.json([]);
});
export default router;
