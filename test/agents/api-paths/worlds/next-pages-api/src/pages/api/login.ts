import type {NextApiRequest, NextApiResponse} from 'next';

export default async function login(req: NextApiRequest, res: NextApiResponse) {
  if (req.method !== 'POST') {
    return res.status(405).json({message: 'Only POST requests allowed'});
  }
  res.status(200).json({token: 'x'});
}
