import axios from 'axios';

export class Http {
	constructor(root) {
		this.root = root;
		this.client = axios.create({timeout: 5000});
	}

	get(path, params) {
		return this.request({method: 'get', path, params});
	}

	post(path, body) {
		return this.request({method: 'post', path, body});
	}

	put(path, body) {
		return this.request({method: 'put', path, body});
	}

	remove(path) {
		return this.request({method: 'delete', path});
	}

	async request({method, path, params, body}) {
		const {data} = await this.client({method, url: `${this.root}${path}`, params, data: body});
		return data;
	}
}

export default new Http('/api/v1');
