export const signUp = (body) => fetch('/accounts/signup', {method: 'POST', body});
export const rename = (id, body) => fetch(`/accounts/${id}`, {method: 'PATCH', body});
export const page = () => fetch('/pages/12');
export const pageByName = () => fetch('/pages/imprint');
export const feed = () => fetch('/feeds');
export const rss = () => fetch('/feeds/rss');
export const json = () => fetch('/feeds/json');
