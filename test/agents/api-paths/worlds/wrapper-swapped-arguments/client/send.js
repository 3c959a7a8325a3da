export async function send(method, url, data) {
	return fetch(url, {method, body: data ? JSON.stringify(data) : undefined});
}

export function load(url, init) {
	return fetch('/api' + url, init);
}
