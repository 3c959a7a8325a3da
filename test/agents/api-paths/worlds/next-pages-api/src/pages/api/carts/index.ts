import type {NextApiRequest, NextApiResponse} from 'next';
import {db} from '../../../db';

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (req.method === 'GET') {
    return res.json(await db.list());
  }
  if (req.method === 'POST') {
    const cart = await db.create(req.body);
    if (!cart) return res.status(404).end();
    return res.status(201).json(cart);
  }
  res.setHeader('Allow', ['GET', 'POST']);
  return res.status(405).end('Method not allowed');
}
