const orders = new Map();

export const listOrders = () => [...orders.values()];
export const readProfile = (headers) => ({name: headers['x-user']});
export function saveOrder(order) {
	orders.set(order.id, order);
	return order;
}
