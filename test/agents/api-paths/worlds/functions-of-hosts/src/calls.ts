export const guest = (id: string) => fetch(`/api/guests/${id}`);
export const invite = () => fetch('/api/guests', {method: 'POST'});
export const contact = (body: string) => fetch('/forms/contact', {method: 'POST', body});
export const signs = () => fetch('/api/signs');
