export const invoices = () => fetch('/billing/invoices');
export const settings = () => fetch('/acme/settings');
export const plans = () => fetch('/plans');
