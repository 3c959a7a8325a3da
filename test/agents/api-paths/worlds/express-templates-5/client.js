export const all = () => fetch('/users');
export const one = (id) => fetch(`/users/${id}`);
export const flights = (from, to) => fetch(`/flights/${from}-${to}`);
export const report = (name) => fetch(`/reports/${name}.pdf`);
export const file = () => fetch('/files/a/b/c.txt');
export const folder = () => fetch('/files');
export const version = () => fetch('/v2/status');
export const notAVersion = () => fetch('/vx/status');
