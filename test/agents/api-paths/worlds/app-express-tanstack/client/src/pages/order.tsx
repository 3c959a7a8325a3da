import {useMutation, useQuery} from '@tanstack/react-query';
import {useParams} from 'wouter';
import {paths} from '@shared/paths';
import {apiRequest} from '@/lib/query-client';

export default function OrderPage() {
	const {id} = useParams<{id: string}>();
	const {data: order} = useQuery<{status: string}>({queryKey: [paths.orders.list, id], enabled: !!id});
	const {data: history} = useQuery<string[]>({queryKey: [paths.orders.one(id), 'history']});
	const ship = useMutation({
		mutationFn: async (status: string) => apiRequest('PATCH', `${paths.orders.one(id)}/status`, {status}),
	});
	return <p onClick={() => ship.mutate('shipped')}>{order?.status} {history?.length}</p>;
}
