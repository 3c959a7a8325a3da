import {connect, type Socket} from 'node:net';

/**
 * The users of the wire bench: argv is port and number of connections. Each asks over a kept connection, waits for the answer and pauses half to
 * one and a half seconds. Raw sockets, since an HTTP client would cost more than the service. Says so once all are connected; reports and ends on any
 * message, or after two minutes.
 */
const [port = 0, connections = 0] = process.argv.slice(2).map(Number);
const request = `GET /api/orders HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: keep-alive\r\n\r\n`;
let answered = 0;
let failed = 0;
let isStopping = false;

const users = await Promise.all(Array.from({length: connections}, startUser));
const startedAt = performance.now();
answered = 0;
process.send?.('connected');
process.once('message', stop);
process.once('disconnect', () => process.exit());
setTimeout(stop, 120_000).unref();

function startUser(): Promise<Socket> {
	const {promise, resolve, reject} = Promise.withResolvers<Socket>();
	const socket = connect(port, '127.0.0.1', () => resolve(socket));
	let received = '';
	const ask = (): unknown => isStopping || socket.write(request);
	socket.setEncoding('latin1').on('data', (text: string) => {
		received += text;
		if (!isWhole(received)) return;
		if (received.startsWith('HTTP/1.1 200 ')) answered++;
		else failed++;
		received = '';
		pause(ask);
	});
	socket.once('error', reject);
	socket.once('close', () => (failed += isStopping ? 0 : 1));
	pause(ask);
	return promise;
}

/** Spread, so that users do not march in step. */
function pause(then: () => unknown): void {
	setTimeout(then, 500 + Math.random() * 1000);
}

function isWhole(text: string): boolean {
	const end = text.indexOf('\r\n\r\n');
	const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
	return end > 0 && length !== undefined && text.length >= end + 4 + Number(length);
}

function stop(): void {
	if (isStopping) return;
	isStopping = true;
	process.send?.({answered, failed, seconds: (performance.now() - startedAt) / 1000});
	for (const socket of users) socket.destroy();
	process.disconnect();
}
