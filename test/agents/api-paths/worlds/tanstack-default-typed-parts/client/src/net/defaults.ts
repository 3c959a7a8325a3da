import {QueryClient, type QueryFunctionContext} from '@tanstack/react-query';

function toUrl(key: readonly unknown[]): string {
	let url = '';
	const search = new URLSearchParams();
	for (const part of key) {
		if (typeof part === 'string' || typeof part === 'number') {
			url += url === '' ? String(part) : `/${part}`;
		} else if (typeof part === 'object' && part !== null) {
			for (const [name, value] of Object.entries(part)) {
				if (value !== undefined) search.append(name, String(value));
			}
		}
	}
	const query = search.toString();
	return query ? `${url}?${query}` : url;
}

export const queries = new QueryClient({
	defaultOptions: {
		queries: {
			queryFn: async ({queryKey}: QueryFunctionContext) => {
				const res = await fetch(toUrl(queryKey));
				return res.json();
			},
		},
	},
});
