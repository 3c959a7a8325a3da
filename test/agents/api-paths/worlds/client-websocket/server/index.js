import http from 'node:http';
import express from 'express';
import {WebSocketServer} from 'ws';

const app = express();
app.get('/api/prices', (req, res) => res.json([]));
const server = http.createServer(app);
const sockets = new WebSocketServer({server, path: '/live/prices'});
sockets.on('connection', (socket) => socket.send('hello'));
server.listen(3000);
