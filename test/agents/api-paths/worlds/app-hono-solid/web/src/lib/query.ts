import {QueryClient} from '@tanstack/solid-query';

type Part = string | number | Record<string, unknown>;

const isText = (part: Part): part is string | number => typeof part !== 'object';

export const client = new QueryClient({
	defaultOptions: {
		queries: {
			queryFn: async ({queryKey, signal}) => {
				const parts = queryKey as readonly Part[];
				const response = await fetch(`/api/${parts.filter(isText).map(String).join('/')}`, {signal});
				return response.json();
			},
		},
	},
});
