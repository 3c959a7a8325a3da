import {each, listed, looped, reduced, spread} from './http.js';

export const list = () => reduced.get('/plants');
export const add = (plant) => spread.post('/plants', plant);
export const change = (plant) => looped.put(`/plants/${plant.id}`, plant);
export const drop = (id) => each.delete(`/plants/${id}`);
export const water = (id) => listed.post(`/plants/${id}/water`);
