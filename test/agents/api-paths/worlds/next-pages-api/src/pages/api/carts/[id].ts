import type {NextApiRequest, NextApiResponse} from 'next';
import {db} from '../../../db';

export default async function cart(req: NextApiRequest, res: NextApiResponse) {
  const {query, method} = req;
  switch (method) {
    case 'GET':
      res.status(200).json(await db.get());
      break;
    case 'PUT':
    case 'PATCH':
      res.status(200).json({id: query.id});
      break;
    default:
      res.setHeader('Allow', ['GET', 'PUT']);
      res.status(405).end(`Method ${method} Not Allowed`);
  }
}
