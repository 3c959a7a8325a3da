import {QueryClient, useQuery} from '@tanstack/react-query';

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: ({queryKey}) => fetch(`/api/${queryKey[0]}`).then((res) => res.json())}},
});

export function Shop() {
	const items = useQuery({queryKey: ['items']});
	const users = useQuery({queryKey: ['users']});
	return <p>{items.data.length + users.data.length}</p>;
}
