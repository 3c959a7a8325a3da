import {byMethod} from '../../server/api-handler';

export default byMethod({
  get: (_req, res) => res.json([]),
  post: (_req, res) => res.status(201).end(),
});
