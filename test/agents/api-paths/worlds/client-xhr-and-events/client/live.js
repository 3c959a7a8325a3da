import {fetchEventSource} from '@microsoft/fetch-event-source';
import {io} from 'socket.io-client';

const socket = io('/admin', {path: '/realtime'});
socket.emit('/api/hello');

export function listen(onEvent) {
	const source = new EventSource('/api/events?since=0', {withCredentials: true});
	source.addEventListener('/api/message', onEvent);
	return source;
}

export const chat = (text) => fetchEventSource('/api/chat', {method: 'POST', body: text});

addEventListener('pagehide', () => {
	navigator.sendBeacon('/api/metrics', JSON.stringify(performance.now()));
});
