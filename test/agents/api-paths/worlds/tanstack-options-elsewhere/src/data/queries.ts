import {QueryClient, queryOptions} from '@tanstack/react-query';

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: async ({queryKey}) => (await fetch(`/api/${queryKey.join('/')}`)).json()}},
});

export const songKeys = {
	all: ['songs'] as const,
	one: (id: number) => [...songKeys.all, id] as const,
	lyrics: (id: number) => [...songKeys.one(id), 'lyrics'] as const,
};

export const songOptions = (id: number) => queryOptions({queryKey: songKeys.one(id), staleTime: 5_000});
