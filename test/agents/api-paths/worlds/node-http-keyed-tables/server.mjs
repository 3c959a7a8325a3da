import * as http from 'node:http';
import {account} from './account.mjs';

const byKey = {
  'GET /users': (_request, response) => response.end('[]'),
  'POST /users': (_request, response) => response.end('{}'),
};

const byPath = new Map([
  ['/teams', {get: listTeams, post: createTeam}],
]);

const byMethod = {
  GET: {'/status': (_request, response) => response.end('ok')},
  DELETE: {},
};

function listTeams(_request, response) {
  response.end('[]');
}

function createTeam(_request, response) {
  response.end('{}');
}

http
  .createServer((request, response) => {
    const path = request.url.split('?')[0];
    const handler =
      byKey[`${request.method} ${path}`] ?? byPath.get(path)?.[request.method.toLowerCase()] ?? byMethod[request.method]?.[path] ?? account[path]?.[request.method];
    if (handler) return handler(request, response);
    response.writeHead(404).end();
  })
  .listen(8000);
