export const extensions = () => fetch('/api/extensions');
export const invoices = () => fetch('/legacy/invoices');
export const weather = () => fetch('/api/extensions/weather/today');
export const orders = () => fetch('/api/orders');
