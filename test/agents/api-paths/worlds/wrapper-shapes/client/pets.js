import * as net from './net.js';
import {methodFirst, addressFirst as send} from './net.js';

export const list = () => methodFirst('GET', '/api/pets');
export const add = (pet) => methodFirst('POST', '/api/pets', pet);
export const one = (id) => send(`/api/pets/${id}`);
export const drop = (id) => send(`/api/pets/${id}`, 'DELETE');
export const listAgain = () => net.withOptions({path: '/api/pets'});
export const change = (pet) => net.withOptions({path: '/api/pets/' + pet.id, verb: 'put', payload: pet});
export const plain = () => net.withInit('/api/pets');
export const create = (pet) => net.withInit('/api/pets', {method: 'POST', body: pet});
export const feed = (id) => send(`/api/pets/${id}/food`, 'POST', 'hay');
export const clear = () => methodFirst('DELETE', '/api/pets');
