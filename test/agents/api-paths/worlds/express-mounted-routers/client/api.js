export const users = () => fetch('/api/users');
export const user = (id) => fetch(`/api/users/${id}`);
export const post = (user, id) => fetch(`/api/users/${user}/posts/${id}`);
export const login = (body) => fetch('/api/login', {method: 'POST', body});
export const lostPrefix = (id) => fetch(`/users/${id}`);
export const health = () => fetch('/health/');
