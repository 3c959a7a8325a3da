import {QueryClient, QueryClientProvider, type QueryKey} from '@tanstack/react-query';
import {useState, type ReactNode} from 'react';

const fetchKey = async ({queryKey}: {queryKey: QueryKey}) => {
	const response = await fetch(`${import.meta.env.VITE_API_URL}/${queryKey.join('/')}`);
	return response.json();
};

export function Providers({children}: {children: ReactNode}) {
	const [client] = useState(() => new QueryClient({defaultOptions: {queries: {queryFn: fetchKey, staleTime: 5 * 1000}}}));
	return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
