import http from 'node:http';

const known = [];
const compile = (template) => new RegExp('^' + template.replace(/:(\w+)/g, (_, name) => `(?<${name}>[^/]+)`) + '/?$');
const on = (method, template, answer) => {
  known.push({method, expression: compile(template), answer});
};

on('GET', '/plants', listPlants);
on('GET', '/plants/:id', (request, response) => response.end(request.url));
on('DELETE', '/plants/:id', (_request, response) => response.end());

function listPlants(_request, response) {
  response.end('[]');
}

http
  .createServer((request, response) => {
    const {pathname} = new URL(request.url, 'http://localhost');
    for (const one of known) {
      if (one.method !== request.method) continue;
      const match = pathname.match(one.expression);
      if (match) return one.answer(request, response, match.groups);
    }
    response.writeHead(404).end();
  })
  .listen(3000);
