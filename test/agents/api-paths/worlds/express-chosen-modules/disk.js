import {Router} from 'express';

export const router = Router();
router.get('/disk', (req, res) => res.json([]));
