import {client} from './api.js';
export default class Base {
	async load(options) {
		const result = await client.post(options.path, options.params);
		this.node = result;
	}
}
