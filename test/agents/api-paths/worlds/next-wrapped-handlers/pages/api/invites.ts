import type {NextApiRequest, NextApiResponse} from 'next';
import {withSentry} from '@sentry/nextjs';
import {withTeam} from '../../lib/with-team';
import {clientIdOf, requireUser} from '../../lib/request';

async function handler(req: NextApiRequest, res: NextApiResponse) {
  const user = await requireUser(req, res);
  if (!user) return res.status(401).end();
  const client = clientIdOf(req);
  try {
    switch (req.method) {
      case 'GET':
        await list(req, res, client);
        break;
      case 'POST':
        return await create(req, res);
      default:
        res.setHeader('Allow', 'GET, POST');
        res.status(405).json({error: 'not allowed'});
    }
  } catch (error) {
    res.status(500).json({error});
  }
}

const list = async (_req: NextApiRequest, res: NextApiResponse, client: string) => res.json([client]);

async function create(req: NextApiRequest, res: NextApiResponse) {
  if (!req.body.email) return res.status(422).json({error: 'email'});
  return res.status(201).json({});
}

export default withSentry(withTeam(handler), 'invites');
