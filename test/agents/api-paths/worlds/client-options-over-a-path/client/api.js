class Client {
	constructor(options = {}) {
		this.baseUrl = options.baseUrl || '/api';
	}
	fetch = async (path, method, data) => {
		let url;
		if (path.match(/^http/)) {
			url = path;
		} else {
			url = this.baseUrl + path;
		}
		return fetch(url, {method, body: JSON.stringify(data)});
	};
	post = (path, data) => this.fetch(path, 'POST', data);
}
export const client = new Client();
