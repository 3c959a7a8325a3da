export function createResource(name, {root = '/api'} = {}) {
	const base = `${root}/${name}`;
	const ask = async (path, init) => (await fetch(base + path, init)).json();
	return {
		list: () => ask(''),
		one: (id) => ask(`/${id}`),
		create: (body) => ask('', {method: 'POST', body: JSON.stringify(body)}),
		async remove(id) {
			await ask(`/${id}`, {method: 'DELETE'});
		},
		custom: (path, method) => ask(`/${path}`, {method}),
	};
}

export const on = (method) => (path) => (body) => fetch(path, {method, body: JSON.stringify(body)});
