import {QueryClient, type QueryFunction} from '@tanstack/react-query';

type Unauthorized = 'returnNull' | 'throw';

export const reader: <T>(options: {on401: Unauthorized}) => QueryFunction<T> =
	({on401}) =>
	async ({queryKey}) => {
		const res = await fetch(queryKey[0] as string, {credentials: 'include'});
		if (on401 === 'returnNull' && res.status === 401) return null;
		if (!res.ok) throw new Error(res.statusText);
		return await res.json();
	};

export const cache = new QueryClient({
	defaultOptions: {queries: {queryFn: reader({on401: 'throw'}), staleTime: Infinity, retry: false}},
});
