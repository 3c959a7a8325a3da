import {createServer} from 'node:http';
import express from 'express';
import {Server} from 'socket.io';
import {WebSocketServer} from 'ws';

const app = express();
app.get('/rooms', (req, res) => res.json([]));

const server = createServer(app);
const sockets = new WebSocketServer({server, path: '/ws'});
sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
const io = new Server(server);
io.of('/chat').use((socket, next) => next()).on('connection', () => {});
server.on('upgrade', (request) => request.url === '/live');
server.listen(3000);
