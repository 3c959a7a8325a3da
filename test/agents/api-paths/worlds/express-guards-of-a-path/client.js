export const change = () => fetch('/articles', {method: 'PATCH'});
export const list = () => fetch('/articles');
