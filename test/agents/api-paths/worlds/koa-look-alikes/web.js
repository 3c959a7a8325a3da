export const job = (id) => fetch(`/api/jobs/${id}`);
export const late = () => fetch('/api/late');
export const forgotten = () => fetch('/api/forgotten');
