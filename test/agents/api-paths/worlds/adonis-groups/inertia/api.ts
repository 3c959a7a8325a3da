export const plans = () => fetch('/api/v1/plans');
export const plan = (id: number) => fetch(`/api/v1/plans/${id}`, {method: 'PATCH'});
export const drop = (id: number) => fetch(`/api/v1/plans/${id}`, {method: 'DELETE'});
export const login = () => fetch('/v1/login', {method: 'POST'});
