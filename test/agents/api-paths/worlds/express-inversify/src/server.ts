import 'reflect-metadata';
import * as express from 'express';
import {Container} from 'inversify';
import {InversifyExpressServer} from 'inversify-express-utils';
import './foo.controller';

const container = new Container();
const server = new InversifyExpressServer(container, null, {rootPath: '/api/v1'});
server.setConfig((app) => {
	app.use(express.json());
	app.get('/ping', (_req, res) => res.end());
});
const app = server.build();
app.listen(3000);
