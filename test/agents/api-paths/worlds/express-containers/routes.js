import {Router} from 'express';

class Routes {
  router = Router();

  constructor() {
    this.register(this.router);
  }
}

export class CatRoutes extends Routes {
  register(router) {
    router.get('/', (req, res) => res.json([]));
  }
}

export class DogRoutes extends Routes {
  register(router) {
    router.get('/:id', (req, res) => res.json({}));
  }
}
