import axios from 'axios';

const client = axios.create();

export function start(base) {
	client.defaults.baseURL = base;
}

export const login = (credentials) => client.post('/login', credentials);
export const logout = () => client.post('/logout');
