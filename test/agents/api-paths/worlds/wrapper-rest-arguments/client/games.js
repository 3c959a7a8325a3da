import {applied, bound, called, first, timed} from './pass.js';

export const list = () => timed('/api/games');
export const add = (game) => timed('/api/games', {method: 'POST', body: game});
export const change = (id, fields) => first(`/games/${id}`, {method: 'PATCH', body: fields});
export const old = () => applied('/api/games');
export const other = () => called('/api/games');
export const same = () => bound();
export const scores = () => first('/scores');
