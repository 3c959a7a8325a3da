import {useQuery} from '@tanstack/react-query';
import type {Report} from '@shared/schema';

export default function Reports({report}: {report: Report}) {
	const {data} = useQuery<unknown[]>({queryKey: ['/api/reports', report]});
	return <p>{data?.length}</p>;
}
