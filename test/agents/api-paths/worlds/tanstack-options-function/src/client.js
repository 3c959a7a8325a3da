import {QueryClient} from '@tanstack/solid-query';

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: async (context) => (await fetch('/api/' + context.queryKey.join('/'))).json()}},
});
