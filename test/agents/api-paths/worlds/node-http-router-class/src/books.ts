import type {IncomingMessage, ServerResponse} from 'node:http';

export function listBooks(_req: IncomingMessage, res: ServerResponse) {
  res.end('[]');
}

export function showBook(_req: IncomingMessage, res: ServerResponse) {
  res.end('{}');
}
