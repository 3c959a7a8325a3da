export const shops = () => fetch('/shops');
export const invoices = () => fetch('/invoices');
