import {QueryClient} from '@tanstack/react-query';

export async function send(method: string, url: string, body?: unknown) {
	return fetch(url, {method, body: JSON.stringify(body)});
}

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: async ({queryKey}) => (await fetch(queryKey.join('/'))).json()}},
});
