import {QueryClient} from '@tanstack/react-query';

const toAddress = (key: readonly unknown[]) =>
	key.reduce<string>((address, part, place) => {
		if (part === undefined || part === null) return address;
		if (typeof part === 'object') {
			const query = new URLSearchParams(part as Record<string, string>).toString();
			return query ? `${address}?${query}` : address;
		}
		return place === 0 ? String(part) : `${address.replace(/\/$/, '')}/${encodeURIComponent(String(part))}`;
	}, '');

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: async ({queryKey, signal}) => (await fetch(toAddress(queryKey), {signal})).json()}},
});
