import {createServer} from 'node:http';

class Desk {
  constructor() {
    this.filed = {GET: {}, POST: {}};
    this.before = [];
  }

  use(step) {
    this.before.push(step);
  }

  take(path, ...steps) {
    this.filed.GET[path] = steps;
  }

  give(path, ...steps) {
    this.filed['POST'][path] = steps;
  }

  open(port) {
    createServer((request, response) => this.answer(request, response)).listen(port);
  }

  async answer(request, response) {
    const [path] = request.url.split('?');
    const steps = this.filed[request.method]?.[path];
    if (steps === undefined) {
      response.statusCode = 404;
      return response.end();
    }
    for (const step of [...this.before, ...steps]) await step(request, response);
  }
}

const desk = new Desk();
desk.use(async (request) => void request.resume());
desk.take('/parcels', (_request, response) => response.end('[]'));
desk.give('/parcels', check, (_request, response) => response.end('{}'));

function check() {}

desk.open(3001);
