import {orders as samples} from './mocks/orders.js';

const isDevelopment = import.meta.env.MODE !== 'production';

export async function loadOrders() {
	try {
		const response = await fetch('/api/orders');
		return await response.json();
	} catch (error) {
		if (import.meta.env.DEV) return samples;
		throw error;
	}
}

export const loadProfile = () =>
	fetch('/api/profile')
		.then((response) => response.json())
		.catch((error) => {
			if (process.env.NODE_ENV === 'production') throw error;
			return {id: 1, name: 'Ada Lovelace'};
		});

export const order = (body) =>
	fetch('/api/orders', {method: 'POST', body}).then(
		(response) => response.json(),
		() => (isDevelopment ? samples[0] : null),
	);
