/** Over XMLHttpRequest, as the oldest browser needs it. */
export function send(method, address, done = () => {}) {
	const request = new XMLHttpRequest();
	request.open(method, address);
	request.onload = () => done(request.response);
	request.send();
	return request;
}

export const remove = (address) => send('DELETE', address);
