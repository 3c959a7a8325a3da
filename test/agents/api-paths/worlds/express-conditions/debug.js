import {Router} from 'express';
export const debug = Router();
debug.get('/heap', (req, res) => res.json({}));
