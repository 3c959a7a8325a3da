export const things = () => fetch('/api/things');
export const thing = (id) => fetch(`/api/thing/${id}`);
export const typo = () => fetch('/things');
