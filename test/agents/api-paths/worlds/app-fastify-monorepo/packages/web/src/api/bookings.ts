import {http} from './http';

export const book = (room: string) => http.post('bookings', {room});
export const mine = () => http.get<unknown[]>('bookings/mine');
export const all = () => http.get<unknown[]>('bookings/all');
export const cancel = (id: string) => http.remove(`bookings/${id}`);
