import {orders, v1, v2} from './http.js';

export const list = () => v1.get('/orders');
export const listAgain = () => v1.get('orders', {params: {page: 2}});
export const one = () => orders.get(localStorage.getItem('last-order'));
export const oneByPath = (id) => orders.get(`/${id}`);
export const pay = (id) => orders({url: `${id}/pay`, method: 'post'});
export const newer = () => v2('/orders');
export const newest = () => v2('/customers');
export const older = () => v2.get('/orders', {baseURL: '/api/v1'});
export const health = () => v1.get('http://localhost:3000/health');
export const rates = () => v1.get('https://rates.example.com/latest');
