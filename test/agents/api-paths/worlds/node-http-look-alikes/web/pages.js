import {home, orders} from './views.js';

export const pages = [
  {path: '/', component: home},
  {path: '/orders', component: orders, method: 'GET'},
];

export const sitemap = [{method: 'GET', path: '/about', render: () => 'about'}];
