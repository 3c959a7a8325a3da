import {Router} from 'express';

export const router = Router();
router.get('/memory', (req, res) => res.json([]));
