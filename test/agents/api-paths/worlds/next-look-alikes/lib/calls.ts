export const ping = () => fetch('/api/ping', {method: 'DELETE'});
export const legacy = () => fetch('/api/legacy');
