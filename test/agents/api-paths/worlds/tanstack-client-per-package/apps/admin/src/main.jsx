import {QueryClient, useQuery} from '@tanstack/react-query';

export const client = new QueryClient({
	defaultOptions: {queries: {queryFn: ({queryKey}) => fetch(`/admin-api/${queryKey[0]}`).then((res) => res.json())}},
});

export function Admin() {
	const items = useQuery({queryKey: ['items']});
	const users = useQuery({queryKey: ['users']});
	return <p>{items.data.length + users.data.length}</p>;
}
