import {QueryClient} from '@tanstack/react-query';

export const qc = new QueryClient();
qc.setDefaultOptions({
	queries: {
		queryFn: async ({queryKey}) => {
			const res = await fetch(queryKey.join('/'));
			if (!res.ok) throw new Error(`${res.status}`);
			return res.json();
		},
	},
});
