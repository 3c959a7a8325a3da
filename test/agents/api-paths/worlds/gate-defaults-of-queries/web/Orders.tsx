import {useQuery} from '@tanstack/react-query';

interface Order {
	id: string;
	customer: string;
	total: number;
}
const examples: Order[] = [
	{id: 'o-1', customer: 'Ada Lovelace', total: 120},
	{id: 'o-2', customer: 'Alan Turing', total: 80},
];

export function Orders() {
	const {data} = useQuery<Order[]>({queryKey: ['orders'], queryFn: () => fetch('/api/orders').then((response) => response.json())});
	const orders = data ?? examples;
	const known = data ?? [];
	return <p>{orders.length} of {known.length}</p>;
}

export function Profile() {
	const {data: profile = {id: 1, name: 'Ada Lovelace'}} = useQuery({queryKey: ['me'], queryFn: () => fetch('/api/profile').then((response) => response.json())});
	return <p>{profile.name || 'Nameless'} {profile.theme ?? 'light'}</p>;
}
