export const health = () => fetch('/api/health');
export const drop = (id) => fetch(`/api/tasks/${id}`, {method: 'DELETE'});
export const read = (id) => fetch(`/api/tasks/${id}`);
export const save = () => fetch('/api/settings', {method: 'PATCH'});
export const file = () => fetch('/files/a/b.txt');
