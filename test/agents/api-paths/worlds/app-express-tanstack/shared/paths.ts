export const API = '/api';

export const paths = {
	products: `${API}/products`,
	cart: `${API}/cart`,
	orders: {
		list: `${API}/orders`,
		one: (id: string | number) => `${API}/orders/${id}`,
	},
} as const;
