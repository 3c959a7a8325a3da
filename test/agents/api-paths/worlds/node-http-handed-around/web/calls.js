export const all = () => fetch('/api/lists');
export const one = (id) => fetch(`/api/lists/${id}`);
export const logIn = (body) => fetch('/api/login', {method: 'POST', body});
export const logOut = () => fetch('/api/logout', {method: 'POST'});
