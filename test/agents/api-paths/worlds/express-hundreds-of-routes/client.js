export const first = () => fetch('/api/v1/users/list', {method: 'POST'});
export const last = () => fetch('/api/v1/labels/clone', {method: 'POST'});
export const none = () => fetch('/api/v1/labels/burn', {method: 'POST'});
