const endpoints = [{method: 'GET', path: '/orders', parse: (body) => body.orders}];

export const loadOrders = () => fetch('/orders').then(endpoints[0].parse);
export const about = () => fetch('/about');
