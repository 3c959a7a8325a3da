export const invoices = () => fetch('/billing/invoices');
export const old = (id) => fetch(`/legacy/items/${id}`);
export const search = () => fetch('/search/all');
export const ping = () => fetch('/ping');
export const query = (body) => fetch('/graphql', {method: 'POST', body});
export const users = () => fetch('/users');
export const user = (id) => fetch(`/users/${id}`);
