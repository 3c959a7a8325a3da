import express from 'express';
import {registerRoutes} from './routes.ts';
import {DatabaseStorage} from './storage.ts';

const app = express();
registerRoutes(app, new DatabaseStorage());
app.listen(3000);
