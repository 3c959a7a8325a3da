export const one = (id: number) => fetch(`/service/Items/${id}`);
export const lower = (id: number) => fetch(`/service/items/${id}`);
export const slash = () => fetch('/service/Items/search/');
