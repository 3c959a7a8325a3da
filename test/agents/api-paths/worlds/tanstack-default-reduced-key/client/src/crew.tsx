import {useQuery} from '@tanstack/react-query';

interface Props {
	id: number;
	day?: string;
	filter: {from: string};
}

export function Crew({id, filter}: Props) {
	const all = useQuery({queryKey: ['/api/crews']});
	const some = useQuery({queryKey: ['/api/crews', filter]});
	const one = useQuery({queryKey: ['/api/crews/', id]});
	const shifts = useQuery({queryKey: ['/api/crews', id, 'shifts', filter]});
	const leave = useQuery({queryKey: ['/api/crews', id, 'leave']});
	return <p>{[all, some, one, shifts, leave].map(({status}) => status).join()}</p>;
}
