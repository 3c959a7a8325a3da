const isAbsolute = (path) => /^https?:/.test(path);

export function send(options) {
	const url = isAbsolute(options.path) ? options.path : `/api${options.path}`;
	return fetch(url, {method: 'POST', body: JSON.stringify(options.params)});
}

export function list(options = {}) {
	return send({path: '/documents.list', params: {}, ...options});
}
