export const invites = () => fetch('/api/invites');
export const change = () => fetch('/api/invites', {method: 'PATCH'});
