import http from 'node:http';
import httpProxy from 'http-proxy';

const proxy = httpProxy.createProxyServer({target: 'http://billing:8080'});
const routes = [
  {method: 'GET', path: `/${process.env.TENANT}/settings`, handle: (_request, response) => response.end('{}')},
  {method: 'GET', path: '/plans', handle: (_request, response) => response.end('[]')},
];

http
  .createServer((request, response) => {
    if (request.url.startsWith('/billing/')) return proxy.web(request, response);
    const route = routes.find((one) => one.method === request.method && one.path === request.url);
    if (route === undefined) return response.writeHead(404).end();
    route.handle(request, response);
  })
  .listen(3000);
