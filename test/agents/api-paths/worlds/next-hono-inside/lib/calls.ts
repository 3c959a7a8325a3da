export const boards = () => fetch('/api/boards');
export const boats = () => fetch('/api/boats');
export const drop = () => fetch('/api/boards', {method: 'DELETE'});
export const time = () => fetch('/rpc/time');
