export const vote = (body: string) => fetch('/api/votes', {method: 'POST', body});
export const unvote = () => fetch('/api/votes', {method: 'DELETE'});
export const draft = () => fetch('/_draft');
