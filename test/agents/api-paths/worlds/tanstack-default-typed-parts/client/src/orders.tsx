import {useQuery} from '@tanstack/react-query';

interface Filter {
	status?: string;
	page: number;
}

interface Props {
	id: number;
	code: string;
	filter: Filter;
}

export function Orders({id, code, filter}: Props) {
	const all = useQuery({queryKey: ['/api/orders']});
	const some = useQuery({queryKey: ['/api/orders', filter]});
	const paid = useQuery({queryKey: ['/api/orders', {status: 'paid'}]});
	const one = useQuery({queryKey: ['/api/orders', id]});
	const lines = useQuery({queryKey: ['/api/orders', code, 'lines', {sort: 'asc'}]});
	return <p>{[all, some, paid, one, lines].map((query) => query.status).join()}</p>;
}
