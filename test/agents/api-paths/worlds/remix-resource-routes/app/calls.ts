export const rename = (id: string) => fetch(`/api/notes/${id}`, {method: 'PATCH'});
export const replace = (id: string) => fetch(`/api/notes/${id}`, {method: 'PUT'});
