export const orders = () => fetch('/api/orders');
export const note = (id: string) => fetch(`/api/notes/${id}`);
export const tags = () => fetch('/api/tags');
export const time = () => fetch('/api/time');
export const hash = () => fetch('/api/hash');
