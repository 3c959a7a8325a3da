import {QueryClient, QueryClientProvider} from '@tanstack/react-query';
import {http} from './http';
import {Invoices} from './invoices';

const fetcher = async ({queryKey: [path, params], signal}) => {
	const {data} = await http.get(path, {params, signal});
	return data;
};

const client = new QueryClient({defaultOptions: {queries: {queryFn: fetcher, staleTime: 30_000}}});

export const App = () => (
	<QueryClientProvider client={client}>
		<Invoices />
	</QueryClientProvider>
);
