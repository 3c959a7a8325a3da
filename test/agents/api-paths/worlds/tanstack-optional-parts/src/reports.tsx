import {QueryClient, useQuery} from '@tanstack/react-query';

type Period = 'daily' | 'weekly';

export const client = new QueryClient({
	defaultOptions: {
		queries: {
			queryFn: async ({queryKey}) => {
				const path = queryKey.filter(Boolean).join('/');
				return (await fetch(path)).json();
			},
		},
	},
});

export function Reports({period, quiet}: {period: Period; quiet: boolean}) {
	const reports = useQuery({queryKey: ['/api/reports', period] as const});
	const alerts = useQuery({queryKey: [quiet ? '/api/alert' : '/api/alerts']});
	return <p>{String(reports.data)} {String(alerts.data)}</p>;
}
