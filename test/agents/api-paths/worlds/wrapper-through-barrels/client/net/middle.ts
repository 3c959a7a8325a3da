import go from './lowest.js';

const read = (path: string) => go('GET', path);
const write = (path: string) => go('POST', path);
export {read as fetchOne, write};
