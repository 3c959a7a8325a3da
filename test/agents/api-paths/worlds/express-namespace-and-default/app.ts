import express = require('express');
import * as path from 'path';
import {router as people} from './people';
import * as places from './places';

const app: express.Express = express();
const {static: files, Router} = express;

app.use('/static', files(path.join(__dirname, 'public')));
app.use('/people', people);
app.use('/places', places.default);
const own: express.Router = Router();
own.get<{id: string}>('/own/:id', (req, res) => {
	res.json(req.params.id);
});
app.use(own);

export = app;
