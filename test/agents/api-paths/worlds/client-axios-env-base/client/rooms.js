import axios from 'axios';

const client = axios.create({baseURL: import.meta.env.VITE_SERVER});

export const list = () => client.get('/api/rooms');
export const one = (id) => client.get(`/api/rooms/${id}`);
export const book = (id) => axios.post(`${import.meta.env.VITE_BOOKINGS}/v3/rooms/${id}/book`);
export const direct = () => axios.get(`${process.env.SERVER_URL}/api/rooms`);
