import {any, fetchOne, low} from '@net';
import {write as save} from '@net/middle';

export const list = () => fetchOne('boats');
export const add = () => save('boats');
export const again = () => low.fetchOne('boats');
export const sink = (id: string) => any('DELETE', `boats/${id}`);
