import http from 'node:http';
import {api} from './api.js';
import {isGet, on} from './compare.js';

const allowed = new Set(['/metrics', '/ready']);

const server = http.createServer();
server.on('request', async (req, res) => {
  res.setHeader('access-control-allow-origin', '*');
  if (req.method === 'OPTIONS') {
    res.writeHead(204);
    return res.end();
  }
  const url = new URL(req.url, `http://${req.headers.host}`);
  if (!req.headers.authorization) {
    res.writeHead(401);
    return res.end();
  }
  const context = {req, res, method: req.method, path: url.pathname};
  try {
    if (await api(context)) return;
  } catch (error) {
    res.writeHead(500);
    return res.end(String(error));
  }
  if (isGet(req) && (url.pathname === '/' || url.pathname === '/index.html')) {
    res.end('<html></html>');
  } else if (on(req, 'PUT', '/api/theme')) {
    res.end();
  } else if (allowed.has(url.pathname)) {
    res.end('1');
  } else {
    res.writeHead(404);
    res.end();
  }
});
server.listen(8080);
