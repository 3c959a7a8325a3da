import {Router} from 'express';
export default Router()
  .get('/', (req, res) => res.json([]))
  .get('/:slug', (req, res) => res.json({}));
