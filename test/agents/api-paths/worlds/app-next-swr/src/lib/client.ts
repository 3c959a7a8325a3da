import axios from 'axios';

export const client = axios.create({baseURL: '/api', headers: {Accept: 'application/json'}});

client.interceptors.response.use(undefined, (error) => Promise.reject(error));
