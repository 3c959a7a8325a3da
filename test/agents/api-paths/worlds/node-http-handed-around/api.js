import {lists} from './lists.js';

export async function api({req, res, method, path}) {
  if (!path.startsWith('/api/')) return false;
  const [, , kind, id] = path.split('/');
  if (kind === 'lists') {
    if (!id) {
      if (method !== 'GET') return refuse(res);
      res.end(JSON.stringify(lists.all()));
      return true;
    }
    switch (method) {
      case 'GET':
        res.end(JSON.stringify(lists.one(id)));
        return true;
      case 'DELETE':
        lists.remove(id);
        res.writeHead(204).end();
        return true;
      default:
        return refuse(res);
    }
  }
  if (method === 'POST' && path === '/api/login') {
    const body = await read(req);
    if (body === '') return refuse(res);
    res.end('{}');
    return true;
  }
  return false;
}

function refuse(res) {
  res.writeHead(405);
  res.end();
  return true;
}

async function read(req) {
  let body = '';
  for await (const chunk of req) body += chunk;
  return body;
}
