import type {NextApiRequest, NextApiResponse} from 'next';
import {getServerSession} from 'next-auth';

export async function requireUser(req: NextApiRequest, res: NextApiResponse) {
  if (req.method === 'PUT' && req.headers.authorization) return {name: 'robot'};
  return (await getServerSession(req, res, {providers: []}))?.user;
}

export function clientIdOf(req: NextApiRequest): string {
  let id = '';
  if (req.method === 'PATCH') {
    id = req.body.clientId;
  } else if (req.method === 'DELETE') {
    id = String(req.query.clientId);
  }
  return id;
}
