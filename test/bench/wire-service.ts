import {createServer} from 'node:http';
import {createMonitor} from '../../source/monitor/create-monitor.ts';

/** The service of the wire bench: small answers, and the monitor embedded as the README shows it. Tells its port; ends on any message. */
const monitor = await createMonitor({name: 'bench', project: import.meta.dirname, schedules: {'api-paths': 'manual'}});
const orders = JSON.stringify(Array.from({length: 20}, (_, id) => ({id, total: id * 7, state: 'paid'})));
const server = createServer((request, response) =>
	monitor.handler(request, response, () => response.setHeader('content-type', 'application/json').end(orders)),
);
server.listen({port: 0, host: '127.0.0.1', backlog: 1024}, () => {
	const address = server.address();
	if (typeof address === 'object') process.send?.(address?.port);
});
// Whoever asked is gone: nothing is left to serve.
process.once('disconnect', () => process.exit());
process.once('message', () => {
	server.closeAllConnections();
	server.close();
	void monitor.close().then(() => process.disconnect());
});
