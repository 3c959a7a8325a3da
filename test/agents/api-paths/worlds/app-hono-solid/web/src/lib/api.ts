import {ofetch} from 'ofetch';

const request = ofetch.create({baseURL: '/api', credentials: 'include'});

/** The calls of one kind of thing. */
export function resource<T>(path: string) {
	return {
		list: () => request<T[]>(path),
		one: (id: string | number) => request<T>(`${path}/${id}`),
		create: (body: Partial<T>) => request<T>(path, {method: 'POST', body}),
		change: (id: string | number, body: Partial<T>) => request<T>(`${path}/${id}`, {method: 'PATCH', body}),
		remove: (id: string | number) => request(`${path}/${id}`, {method: 'DELETE'}),
	};
}

export const session = {
	end: () => request('/session', {method: 'DELETE'}),
	begin: (name: string) => request('/session', {method: 'POST', body: {name}}),
};
