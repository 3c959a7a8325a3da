export const me = () => fetch('/api/me');
export const orders = () => fetch('/api/me/orders');
export const order = (id) => fetch(`/api/orders/${id}`);
