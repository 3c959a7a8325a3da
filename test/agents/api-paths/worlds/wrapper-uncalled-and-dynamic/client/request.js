export async function request(method, url) {
	return fetch(url, {method});
}

export function never(path) {
	return request('GET', path);
}

export const follow = (url) => request('GET', url);
