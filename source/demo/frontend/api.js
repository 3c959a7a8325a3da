/** Asks the shop; a refusal becomes an error that says which call was refused. */
export async function ask(path, options) {
	const response = await fetch(path, options);
	if (!response.ok) throw new Error(`${options?.method ?? 'GET'} ${path} answered ${response.status}`);
	return await response.json();
}

/** Sends JSON. */
export function send(method, body) {
	return {method, headers: {'content-type': 'application/json'}, body: JSON.stringify(body)};
}

/** Asks without a body. */
export async function request(method, path) {
	return await ask(path, {method});
}
