export const remove = (id: number) => fetch(`/api/todos/${id}`, {method: 'DELETE'});
export const help = () => fetch('/api/help');
export const localised = () => fetch('/api/de/help');
