// A service as anybody writes it: it knows nothing of esa-health. `node --import esa-health/register` measures it.
import {createServer} from 'node:http';

const server = createServer((request, response) => {
	const {pathname} = new URL(request.url ?? '/', 'http://service');
	if (pathname === '/api/slow') return void setTimeout(() => response.end('{"ok":true}'), 300);
	if (pathname === '/api/broken') return void response.writeHead(500).end('{"error":"broken"}');
	if (pathname === '/api/items') return void response.writeHead(200, {'content-type': 'application/json'}).end('[{"id":1},{"id":2}]');
	response.writeHead(404).end();
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
	const address = server.address();
	console.log(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
