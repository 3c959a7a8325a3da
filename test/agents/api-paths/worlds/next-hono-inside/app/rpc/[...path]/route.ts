import {Hono} from 'hono';

const rpc = new Hono().basePath('/rpc');
rpc.get('/time', (context) => context.text('now'));

export const GET = (request: Request) => rpc.fetch(request);
