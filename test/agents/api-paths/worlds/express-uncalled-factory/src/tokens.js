import {Router} from 'express';
export const tokens = (users) => {
  const router = Router();
  router.post('/', async (req, res) => res.json(await users.token()));
  return router;
};
