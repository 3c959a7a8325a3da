import {Router} from 'express';
export function createRouter({limit}) {
  const router = Router();
  router.get('/', (req, res) => res.json(limit));
  return router;
}
