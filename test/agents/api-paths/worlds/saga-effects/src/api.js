import axios from 'axios';

export const request = (method, path, data) => axios({method, url: `/api${path}`, data});

export class UserApi {
	remove(id) {
		return axios.delete(`/api/users/${id}`);
	}
	send(path, body) {
		return axios.post('/api' + path, body);
	}
}
