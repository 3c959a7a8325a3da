const empty = {items: [], total: 0, page: 1};
const kept = new Map();

export async function loadOrders(page) {
	try {
		const response = await fetch(`/api/orders?page=${page}`);
		const orders = await response.json();
		kept.set(page, orders);
		return orders;
	} catch {
		return kept.get(page) ?? empty;
	}
}

export const loadProfile = () =>
	fetch('/api/profile')
		.then((response) => (response.ok ? response.json() : null))
		.catch(() => JSON.parse(localStorage.getItem('profile') ?? 'null'));

export async function saveOrder(order) {
	try {
		const response = await fetch('/api/orders', {method: 'POST', body: JSON.stringify(order)});
		if (!response.ok) return {ok: false, id: order.id, error: `answered ${response.status}`};
		return {ok: true, order: await response.json()};
	} catch (error) {
		return {ok: false, id: 'network', errors: [{field: 'form', message: 'You are offline.'}], cause: error};
	}
}
