import {create} from 'zustand';
import {shop} from './client.js';

const firstOrders = [
	{id: 'o-1', customer: 'Ada Lovelace', total: 120},
	{id: 'o-2', customer: 'Alan Turing', total: 80},
];

export const useOrders = create((set, get) => ({
	orders: [],
	load: async () => {
		try {
			set({orders: await shop.orders()});
		} catch {
			return firstOrders;
		}
	},
	add: async (order) => {
		const before = get().orders;
		set({orders: [...before, {...order, id: 'pending'}]});
		try {
			await shop.order(order);
		} catch (error) {
			set({orders: before, problem: {id: 'add', text: 'Could not be saved'}});
			throw error;
		}
	},
}));
