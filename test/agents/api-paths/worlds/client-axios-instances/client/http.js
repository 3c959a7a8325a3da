import axios from 'axios';

export const v1 = axios.create({baseURL: '/api/v1/', timeout: 5000});
export const orders = v1.create({baseURL: '/api/v1/orders'});

const v2 = axios.create();
v2.defaults.baseURL = '/api/v2';
export {v2};
