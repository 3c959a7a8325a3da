export const orders = () => fetch('/api/orders');
export const cancel = (id) => fetch(`/api/orders/${id}`, {method: 'DELETE'});
export const change = (id) => fetch(`/api/orders/${id}`, {method: 'PUT'});
export const users = () => fetch('/api/users');
