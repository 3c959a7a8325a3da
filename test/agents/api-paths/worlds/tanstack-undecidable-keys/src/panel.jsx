import {QueryClient, useQuery} from '@tanstack/react-query';

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: ({queryKey: [url]}) => fetch(url).then((res) => res.json())}},
});

export function Panels({settings}) {
	const chosen = useQuery({queryKey: [settings.source.url]});
	const stored = useQuery({queryKey: [localStorage.getItem('panel-url')]});
	const panels = useQuery({queryKey: ['/api/panels']});
	return <p>{chosen.data + stored.data + panels.data}</p>;
}

export const App = () => <Panels settings={JSON.parse(document.body.dataset.settings)} />;
