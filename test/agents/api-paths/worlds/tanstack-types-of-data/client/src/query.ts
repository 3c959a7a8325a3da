import {QueryClient, type QueryKey} from '@tanstack/react-query';

function address(queryKey: QueryKey) {
	const path = queryKey.filter((part) => typeof part === 'string' || typeof part === 'number').join('/');
	const filters = queryKey.find((part) => typeof part === 'object' && part !== null) as Record<string, string> | undefined;
	return filters ? `${path}?${new URLSearchParams(filters)}` : path;
}

export const queryClient = new QueryClient({
	defaultOptions: {queries: {queryFn: async ({queryKey}) => (await fetch(address(queryKey))).json()}},
});
