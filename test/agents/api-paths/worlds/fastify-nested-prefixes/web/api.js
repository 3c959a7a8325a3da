export const listProducts = () => fetch('/catalogue');
export const searchProducts = (words) => fetch(`/catalogue/search?q=${encodeURIComponent(words)}`);
export const removeProduct = (id) => fetch(`/catalogue/products/${id}`, {method: 'DELETE'});
export const renameProduct = (id, name) => fetch(`/catalogue/products/${id}`, {method: 'PATCH', body: name});
export const adminHome = () => fetch('/admin/');
export const saveSettings = (settings) => fetch('/admin/settings', {method: 'PUT', body: JSON.stringify(settings)});
export const health = () => fetch('/ignored/health');
export const details = () => fetch('/health/details');
export const echo = (text) => fetch('/echo', {method: 'PATCH', body: text});
