import {createServer} from 'node:http';
import {Server} from 'socket.io';
import {WebSocketServer} from 'ws';

const server = createServer((_request, response) => response.end());
const prices = new WebSocketServer({server, path: '/live/prices'});
const chat = new WebSocketServer({noServer: true});
new Server(server, {path: '/realtime'});

server.on('upgrade', (request, socket, head) => {
  const {pathname} = new URL(request.url, 'ws://localhost');
  if (pathname === '/live/chat') {
    chat.handleUpgrade(request, socket, head, (client) => chat.emit('connection', client, request));
  } else {
    socket.destroy();
  }
});
prices.on('connection', (client) => client.send('hello'));
server.listen(3000);
