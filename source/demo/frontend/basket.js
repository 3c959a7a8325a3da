import {ask, send} from './api.js';

export async function showBasket(page) {
	const basket = await ask('/api/basket');
	const order = Object.assign(document.createElement('button'), {textContent: `Order for ${basket.total} €`});
	order.addEventListener('click', () => void ask('/api/orders', send('POST', {})));
	page.replaceChildren(...basket.items.map(lineOf), order);
}

/** Changes how many of a product are in the basket. */
export async function changeCount(product, count) {
	return await ask('/api/basket', send('PUT', {product, count}));
}

function lineOf(item) {
	const line = document.createElement('p');
	const more = Object.assign(document.createElement('button'), {textContent: '+'});
	more.addEventListener('click', () => void changeCount(item.product, item.count + 1));
	line.append(`${item.count} × ${item.name} `, more);
	return line;
}
