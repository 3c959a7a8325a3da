import {Router} from 'express';

export const createInvoiceRouter = ({storage, base}) => {
  const router = Router();
  router.get('/', async (req, res) => res.json(await storage.items()));
  router.get(`/:id${base}`, async (req, res) => res.json({}));
  return router;
};
