import axios from 'axios';
const api = axios.create({baseURL: '/api'});
export const orders = () => api.get('/v2/orders');
export const cart = () => api.post('/v2/carts');
