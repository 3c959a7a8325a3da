export const plugins = () => fetch('/api/plugins');
export const invoices = () => fetch('/billing/invoices');
export const anything = () => fetch('/plugin/anything');
export const missing = () => fetch('/api/missing');
