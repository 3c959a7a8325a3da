export const hello = () => fetch('/api/hello');
export const room = (name: string) => fetch(`/api/rooms/${name}`, {method: 'PUT'});
