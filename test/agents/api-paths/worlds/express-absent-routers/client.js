export const health = () => fetch('/api/health');
export const plan = (id) => fetch(`/api/plans/${id}`);
export const report = () => fetch('/api/reports');
export const invoices = () => fetch('/billing/invoices');
export const other = () => fetch('/orders');
