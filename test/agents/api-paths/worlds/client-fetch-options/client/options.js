export const jsonHeaders = {headers: {'content-type': 'application/json'}};

export function withBody(method, body) {
	return {...jsonHeaders, method, body: JSON.stringify(body)};
}
