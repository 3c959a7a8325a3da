export const teams = () => fetch('/api/teams');
export const team = (id: string) => fetch(`/api/teams/${id}`);
export const rename = (id: string) => fetch(`/api/teams/${id}/name`, {method: 'POST'});
export const members = () => fetch('/api/squads/members');
export const status = () => fetch('/api/status');
