export const list = () => fetch('/api/users').then((res) => res.json());

export async function load(id) {
	const res = await window.fetch('/api/users/' + id);
	return res.json();
}

export async function save(user) {
	const request = new Request(`/api/users/${user.id}`, {method: 'PUT', body: JSON.stringify(user)});
	return fetch(request);
}

export function create(user) {
	return globalThis.fetch(new URL('/api/users', window.location.origin), {
		method: 'post',
		body: JSON.stringify(user),
	});
}

export async function remove(id) {
	await self.fetch(`${location.origin}/api/users/${encodeURIComponent(id)}`, {method: 'delete'});
}

export const search = (query) => fetch('api/users?' + new URLSearchParams({query}));

// fetch('/api/ghosts') was here before
if (false) fetch('/api/never');
export const help = "call fetch('/api/text') yourself";
export const missing = () => fetch('/api/user');
