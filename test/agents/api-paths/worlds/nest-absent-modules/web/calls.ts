export const pages = () => fetch('/api/pages');
export const save = () => fetch('/api/pages', {method: 'PUT'});
export const licence = () => fetch('/api/licence/activate', {method: 'POST'});
export const exportPages = () => fetch('/api/pages/export', {method: 'POST'});
export const outside = () => fetch('/status');
