import {io} from 'socket.io-client';

export function prices() {
	const protocol = location.protocol === 'https:' ? 'wss' : 'ws';
	return new WebSocket(`${protocol}://${location.host}/live/prices`);
}

export const elsewhere = () => new WebSocket('wss://stream.example.com/ticker');
export const chat = io('/admin');
