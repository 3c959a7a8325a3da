export const timed = async (...args) => {
	const start = Date.now();
	const res = await fetch(...args);
	console.log(res.status, Date.now() - start);
	return res;
};

export function first(url, ...rest) {
	return timed(`/api${url}`, ...rest);
}

export function applied() {
	return fetch.apply(null, arguments);
}

export const called = (url) => fetch.call(window, url);
export const bound = fetch.bind(window, '/api/games');
