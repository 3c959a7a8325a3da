import http from 'node:http';
import {createDispatcher} from './dispatcher.js';
import {orderRoutes} from './orders.js';
import {userRoutes} from './users.js';

const table = [...orderRoutes({db: new Map()}), ...userRoutes('/api/v1')];
http.createServer(createDispatcher(table)).listen(3000);
