export const ping = () => fetch('/api/ping');
export const hello = () => fetch('/itty/hello');
export const users = () => fetch('/trpc/users');
export const orders = () => fetch('/legacy/orders');
export const noOrder = () => fetch('/legacy/invoices');
export const nothing = () => fetch('/api/pong');
