import {useQuery} from '@tanstack/react-query';

export function Invoices({number}) {
	const list = useQuery({queryKey: ['/invoices', {year: 2024}]});
	const one = useQuery({queryKey: [`invoices/${number}`]});
	const open = useQuery({queryKey: ['/invoice/open']});
	return <b>{list.data.length + one.data.total + open.data}</b>;
}
