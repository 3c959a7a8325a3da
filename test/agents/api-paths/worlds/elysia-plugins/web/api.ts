export const cakes = () => fetch('/api/cakes');
export const cake = (id: number) => fetch(`/api/cakes/${id}`);
export const order = () => fetch('/api/orders', {method: 'POST'});
export const unused = () => fetch('/unused');
export const eat = (id: number) => fetch(`/api/cakes/${id}`, {method: 'DELETE'});
