import {Router} from 'express';

/** Was replaced by products.ts and is mounted nowhere. */
export const legacy = Router();
legacy.get('/api/items', (req, res) => res.json([]));
