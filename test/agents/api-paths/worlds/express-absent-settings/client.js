export const users = () => fetch('/users');
export const orders = () => fetch('/orders');
