import Base from './base.js';
export default class List extends Base {
	async load(options = {}) {
		await super.load({path: '/documents.list', params: {}, ...options});
	}
}
