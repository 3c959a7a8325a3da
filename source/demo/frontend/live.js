/** Follows the stock for as long as the page is open; comes back 3 s after the connection is lost. */
export function followStock() {
	const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
	socket.addEventListener('message', (event) => {
		const {product, left} = JSON.parse(event.data);
		document.querySelector('#live').textContent = `${product}: ${left} left`;
	});
	socket.addEventListener('close', () => setTimeout(followStock, 3000));
}
