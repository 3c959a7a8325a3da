export const users = () => fetch('/api/users');
export const remove = (id: string) => fetch(`/api/users/${id}`, {method: 'DELETE'});
export const patch = (id: string) => fetch(`/api/users/${id}`, {method: 'PATCH'});
export const csrf = () => fetch('/api/auth/csrf');
export const bare = () => fetch('/api/auth');
export const root = () => fetch('/api/files');
export const deep = (name: string) => fetch(`/api/files/a/b/${name}`);
export const hidden = () => fetch('/api/_internal');
export const grouped = (id: string) => fetch(`/api/orders/${id}/items`);
