import {ask, joined, post, rooted} from './ask.js';
import {PATHS} from './paths.js';

export const list = (page) => ask(PATHS.trees, {page});
export const one = (id) => ask(PATHS.tree(id));
export const cut = (id) => post(PATHS.cut(id));
export const leaves = () => joined(...PATHS.leaves);
export const again = (id) => joined('trees', id);
export const search = () => rooted('search?q=oak');
export const plant = () => post('/trees');
