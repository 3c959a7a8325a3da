import {QueryClient} from '@tanstack/react-query';
import {addressOf} from './url';

export const client = new QueryClient({
	defaultOptions: {
		queries: {
			queryFn: async ({queryKey}) => {
				let url = '';
				for (let i = 0; i < queryKey.length; i++) {
					const part = queryKey[i];
					if (typeof part === 'object' && part !== null) break;
					if (i === 0) url = String(part);
					else url += `/${String(part)}`;
				}
				return (await fetch(addressOf(url))).json();
			},
		},
	},
});
