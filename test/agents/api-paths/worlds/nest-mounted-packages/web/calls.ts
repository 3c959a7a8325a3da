export const heroes = () => fetch('/api/heroes?limit=5');
export const hero = (id: string) => fetch(`/api/heroes/${id}`, {method: 'PATCH'});
export const ranking = () => fetch('/api/heroes/ranking');
export const query = (body: string) => fetch('/graphql', {method: 'POST', body});
export const docs = () => fetch('/docs-json');
export const legacy = () => fetch('/legacy/users');
export const villains = () => fetch('/api/villains');
