import type {NextApiRequest, NextApiResponse} from 'next';

const fallback = (_req: NextApiRequest, res: NextApiResponse) => {
  res.json({});
};
export default fallback;
