export const users = () => $fetch('/api/users');
export const remove = (id: number) => $fetch(`/api/users/${id}`, {method: 'DELETE'});
