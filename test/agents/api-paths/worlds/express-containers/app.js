import express from 'express';
import {Container} from './container.js';
import {CatRoutes, DogRoutes} from './routes.js';

const app = express();
const container = new Container();
app.use('/cats', container.resolve(CatRoutes).router);
for (const [path, type] of [['/dogs', DogRoutes], ['/hounds', DogRoutes]]) app.use(path, container.resolve(type).router);
app.listen(3000);
