import {QueryClient} from '@tanstack/react-query';

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: ({queryKey: [url]}) => fetch(url).then((res) => res.json())}},
});
