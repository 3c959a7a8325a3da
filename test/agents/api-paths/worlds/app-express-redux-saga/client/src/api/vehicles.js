import http from './http';

const base = '/vehicles';

export const list = (filter) => http.get(base, filter);
export const read = (id) => http.get(`${base}/${id}`);
export const save = (vehicle) => (vehicle.id ? http.put(`${base}/${vehicle.id}`, vehicle) : http.post(base, vehicle));
export const remove = (id) => http.remove(`${base}/${id}`);
export const latestTrip = (id) => http.get(base + '/' + id + '/trips/latest');
