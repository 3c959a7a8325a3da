import {QueryClient} from '@tanstack/react-query';

export async function send(verb: string, where: string, body?: unknown) {
	const res = await fetch(where, {method: verb, body: body ? JSON.stringify(body) : undefined});
	if (!res.ok) throw new Error(await res.text());
	return res;
}

export const client = new QueryClient({
	defaultOptions: {
		mutations: {
			mutationFn: ({path, body}: {path: string; body: unknown}) => send('POST', path, body),
		},
	},
});
