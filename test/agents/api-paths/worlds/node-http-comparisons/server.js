import {createServer} from 'node:http';
import {parse} from 'node:url';
import {handleFiles} from './files.js';

const server = createServer((req, res) => {
  const {pathname} = parse(req.url, true);

  if (req.method === 'GET' && pathname === '/api/health') {
    res.writeHead(200, {'content-type': 'application/json'});
    return res.end('{}');
  }

  if (pathname === '/api/tasks') {
    if (req.method === 'GET') return sendJson(res, 200, []);
    if (req.method === 'POST') {
      let body = '';
      req.on('data', (chunk) => (body += chunk));
      req.on('end', () => {
        if (body === '') return sendJson(res, 400, {error: 'empty'});
        sendJson(res, 201, JSON.parse(body));
      });
      return;
    }
    return sendJson(res, 405, {error: 'method not allowed'});
  }

  const task = pathname.match(/^\/api\/tasks\/(\d+)$/);
  if (task && req.method === 'DELETE') {
    res.statusCode = 204;
    return res.end();
  }

  if (pathname.startsWith('/files/')) {
    return handleFiles(req, res, pathname);
  }

  switch (`${req.method} ${pathname}`) {
    case 'GET /api/version':
      return sendJson(res, 200, {version: 1});
    case 'PUT /api/settings':
    case 'PATCH /api/settings':
      return sendJson(res, 200, {});
  }

  sendJson(res, 404, {error: 'not found'});
});

function sendJson(res, status, body) {
  res.writeHead(status, {'content-type': 'application/json'});
  res.end(JSON.stringify(body));
}

server.listen(8080);
