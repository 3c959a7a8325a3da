import type {NextApiHandler} from 'next';

export const withTeam = (handler: NextApiHandler): NextApiHandler => async (req, res) => {
  if (!req.headers['x-team']) {
    res.status(403).end();
    return;
  }
  return handler(req, res);
};
