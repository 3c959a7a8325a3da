import {QueryClient, useQuery} from '@tanstack/react-query';

const client = new QueryClient({
	defaultOptions: {queries: {queryFn: ({queryKey}) => fetch(`/api/v1/${queryKey.join('/')}`).then((res) => res.json())}},
});
client.setQueryDefaults(['magazines'], {queryFn: ({queryKey}) => fetch(`/legacy/${queryKey.join('/')}`).then((res) => res.json())});

export function Library({id}) {
	const books = useQuery({queryKey: ['books']}, client);
	const magazine = useQuery({queryKey: ['magazines', id]}, client);
	return <p>{books.data.length + magazine.data.title}</p>;
}
