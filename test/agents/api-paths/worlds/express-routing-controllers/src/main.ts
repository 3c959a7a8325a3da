import 'reflect-metadata';
import express from 'express';
import {createExpressServer, useExpressServer} from 'routing-controllers';
import {ProjectController} from './project.controller.js';

const app = createExpressServer({routePrefix: '/api', controllers: [ProjectController]});
app.get('/health', (_req, res) => res.send('ok'));
app.listen(3000);

const internal = express();
useExpressServer(internal, {controllers: [import.meta.dirname + '/internal/*.ts']});
internal.listen(3001);
