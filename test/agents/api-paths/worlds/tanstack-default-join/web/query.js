import {QueryClient} from '@tanstack/react-query';

async function load({queryKey, signal}) {
	const response = await fetch(queryKey.join('/'), {signal});
	if (!response.ok) throw new Error('Request failed');
	return response.json();
}

export const client = new QueryClient({defaultOptions: {queries: {queryFn: load}}});
