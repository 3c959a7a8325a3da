import express from 'express';
import cors from 'cors';
import {connect} from './generated/database.js';
import {settings} from '../private/settings.js';

const app = express();
await connect(settings);
app.use(cors(settings.cors));
app.get('/users', async (req, res) => res.json(await connect().users()));
app.listen(settings.port);
