import express from 'express';
import {RegisterRoutes} from '../build/routes.js';

export const app = express();
RegisterRoutes(app);
app.listen(3000);
