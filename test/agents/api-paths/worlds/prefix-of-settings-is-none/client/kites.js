let under = '';
export const setUnder = (given) => {
	under = given;
};

const send = (method, path) => fetch(under + path, {method});

export const list = () => send('GET', '/api/kites');
export const add = () => send('POST', '/api/kites');
export const one = (id) => send('GET', `/api/kites/${id}`);
export const drop = (id) => send('DELETE', `/api/kites/${id}`);
export const winds = () => send('GET', '/api/winds');
export const strings = () => send('POST', '/api/strings');
