import {ask, request, send} from './api.js';

export async function showBasket(page) {
	const basket = await ask('/api/basket');
	const order = Object.assign(document.createElement('button'), {textContent: `Order for ${basket.total} €`});
	order.addEventListener('click', () => void ask('/api/orders', send('POST', {})));
	const empty = Object.assign(document.createElement('button'), {textContent: 'Empty'});
	empty.addEventListener('click', () => void request('/api/basket/all', 'DELETE'));
	page.replaceChildren(...basket.items.map(lineOf), order, empty);
}

/** Changes how many of a product are in the basket. */
export async function changeCount(product, count) {
	return await ask('/api/basket', send('PUT', {product, count}));
}

function lineOf(item) {
	const line = document.createElement('p');
	const more = Object.assign(document.createElement('button'), {textContent: '+'});
	more.addEventListener('click', () => void changeCount(item.product, item.count + 1));
	const remove = Object.assign(document.createElement('button'), {textContent: 'Remove'});
	remove.addEventListener('click', () => void request('DELETE', `/api/basket/${item.product}`));
	line.append(`${item.count} × ${item.name} `, more, remove);
	return line;
}
