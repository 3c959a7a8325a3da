import http from 'node:http';
import {document} from './openapi.js';

const contentTypes = {'.html': 'text/html', '.js': 'text/javascript'};

http
  .createServer((request, response) => {
    if (request.url === '/openapi.json') {
      response.setHeader('content-type', contentTypes['.js']);
      return response.end(JSON.stringify(document));
    }
    response.statusCode = 404;
    response.end();
  })
  .listen(3000);

http.createServer((_request, response) => response.end('alive')).listen(9000);
