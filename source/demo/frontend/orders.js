import {ask} from './api.js';

export async function showOrders(page) {
	const [orders, notifications] = await Promise.all([ask('/api/orders'), ask('/api/notifications')]);
	page.replaceChildren(...notifications.map((text) => text), ...orders.map(rowOf));
}

export async function showOrder(page, id) {
	page.replaceChildren(rowOf(await ask(`/api/orders/${id}`)));
}

function rowOf(order) {
	const row = document.createElement('p');
	row.textContent = `${order.placedAt}: ${order.items.map((item) => `${item.count} × ${item.name}`).join(', ')}`;
	return row;
}
