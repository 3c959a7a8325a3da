export const users = () => fetch('/users');
export const add = () => fetch('/users', {method: 'POST'});
export const audit = () => fetch('/audit/lines');
export const invoices = () => fetch('/billing/invoices');
