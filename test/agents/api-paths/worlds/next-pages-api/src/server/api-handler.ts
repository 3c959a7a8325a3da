import type {NextApiHandler, NextApiRequest, NextApiResponse} from 'next';

type Handlers = Partial<Record<'get' | 'post' | 'delete', NextApiHandler>>;

export function byMethod(handlers: Handlers): NextApiHandler {
  return async (req: NextApiRequest, res: NextApiResponse) => {
    const method = req.method?.toLowerCase() as keyof Handlers;
    const handler = handlers[method];
    if (!handler) return res.status(405).end();
    await handler(req, res);
  };
}
