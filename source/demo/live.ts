import type {Server} from 'node:http';
import {WebSocketServer} from 'ws';
import type {WebSocket} from 'ws';
import type {ShopParts} from './shop-parts.ts';

const tellMs = 2000;
/** Every twelfth socket is dropped, the sixth first: soon enough to be seen by who starts the demo … */
const dropEvery = 12;
const firstDropped = 6;
/** … after 1 to 10 s. */
const dropAfterMs = {least: 1000, spread: 9000};

/** `/live`: tells everybody who is there what is left of a product, every 2 s; a sale changes stock and price as it does. */
export function followStock(server: Server, parts: ShopParts): {wss: WebSocketServer; stop(): void} {
	const wss = new WebSocketServer({server, path: '/live', maxPayload: 1024});
	let connections = 0;
	wss.on('connection', (socket: WebSocket) => {
		// A broken frame or a reset: `close` follows and says all there is to say.
		socket.on('error', () => {});
		if (parts.has('dropped-sockets') && ++connections % dropEvery === firstDropped) dropLater(socket, parts.random);
	});
	const timer = setInterval(() => tell(wss, sell(parts)), tellMs);
	return {
		wss,
		stop() {
			clearInterval(timer);
			for (const socket of wss.clients) socket.terminate();
			wss.close();
		},
	};
}

/** The fault `dropped-sockets`: no closing handshake, so that both ends see 1006. */
function dropLater(socket: WebSocket, random: () => number): void {
	const timer = setTimeout(() => socket.terminate(), dropAfterMs.least + dropAfterMs.spread * random());
	socket.once('close', () => clearTimeout(timer));
}

function tell(wss: WebSocketServer, message: string): void {
	for (const socket of wss.clients) if (socket.readyState === socket.OPEN) socket.send(message);
}

/** One piece less of a random product, filled up when it runs out, at a price up to 5 % off. */
function sell({database, random}: ShopParts): string {
	const id = 1 + Math.floor(random() * 40);
	const {name, left, cents} = database.prepare('SELECT name, left, cents FROM products WHERE id = ?').get(id) as {
		name: string;
		left: number;
		cents: number;
	};
	const now = {left: left > 1 ? left - 1 : 60, cents: Math.min(50_000, Math.max(500, Math.round(cents * (0.95 + 0.1 * random()))))};
	database.prepare('UPDATE products SET left = ?, cents = ? WHERE id = ?').run(now.left, now.cents, id);
	return JSON.stringify({product: name, left: now.left});
}
