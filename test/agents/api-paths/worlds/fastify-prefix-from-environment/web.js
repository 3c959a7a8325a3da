export const order = (id) => fetch(`/shop/orders/${id}`);
export const invoices = () => fetch('/api/invoices');
export const healthy = () => fetch('/healthy');
