import axios from 'axios';

const api = axios.create({baseURL: '/service/v3'});

export const list = () => api.get('/lamps');
export const add = () => api.post('/lamps');
export const one = (id: string) => api.get(`/lamps/${id}`);
export const drop = (id: string) => api.delete(`/lamps/${id}`);
export const rename = (id: string) => api.patch(`/lamps/${id}`);
