async function unpack(res) {
	if (!res.ok) throw new Error(`${res.status}: ${await res.text()}`);
	return res.json();
}

export async function methodFirst(method, url, data) {
	const res = await fetch(url, {
		method,
		headers: data ? {'Content-Type': 'application/json'} : {},
		body: data ? JSON.stringify(data) : undefined,
	});
	return unpack(res);
}

export const addressFirst = (url, method = 'GET', body) => fetch(url, {method, body}).then(unpack);

export async function withOptions({path, verb = 'get', payload}) {
	const init = {method: verb.toUpperCase()};
	if (payload) init.body = JSON.stringify(payload);
	return unpack(await fetch(path, init));
}

export function withInit(url, init = {}) {
	return fetch(url, {...init, credentials: 'include'}).then(unpack);
}
