import type {IncomingMessage, ServerResponse} from 'node:http';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

export class Router {
  private readonly entries: {on: string; at: string; handlers: Handler[]}[] = [];

  constructor(private readonly base = '') {}

  get(path: string, ...handlers: Handler[]) {
    return this.add('GET', path, handlers);
  }

  post(path: string, ...handlers: Handler[]) {
    return this.add('POST', path, handlers);
  }

  private add(on: string, path: string, handlers: Handler[]) {
    this.entries.push({on, at: this.base + path, handlers});
    return this;
  }

  listener = (req: IncomingMessage, res: ServerResponse) => {
    const found = this.entries.find((entry) => entry.on === req.method && matches(entry.at, req.url ?? '/'));
    if (!found) {
      res.statusCode = 404;
      res.end();
      return;
    }
    for (const handler of found.handlers) handler(req, res);
  };
}

function matches(pattern: string, url: string): boolean {
  const [path = ''] = url.split('?');
  return pattern.split('/').every((part, index) => part.startsWith(':') || part === path.split('/')[index]);
}
