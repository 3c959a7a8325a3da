export const version = () => fetch('/api');
export const picture = (item) => fetch(`/api${item.src}`);
export const items = (state) => fetch(`/api/items${state.query}`);
export const paged = (state) => fetch(`/api${state.query}&page=2`);
export const found = (words) => fetch('/api' + new URL(words).search);
