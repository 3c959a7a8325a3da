export const index = () => fetch('/stub/index');
export const anything = () => fetch('/stub/anything', {method: 'PUT'});
export const elsewhere = () => fetch('/elsewhere');
