import {QueryClient} from '@tanstack/react-query';

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: ({queryKey}) => fetch(queryKey.join('/')).then((res) => res.json())}},
});
