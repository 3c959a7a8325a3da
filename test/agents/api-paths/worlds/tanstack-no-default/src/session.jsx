import {useQuery, useQueryClient} from '@tanstack/react-query';
import {useEffect} from 'react';

export function SessionKeeper() {
	const queryClient = useQueryClient();
	useEffect(() => {
		fetch('/api/session')
			.then((res) => res.json())
			.then((session) => queryClient.setQueryData(['/api/whoami'], session));
	}, [queryClient]);
	return null;
}

/** Reads what SessionKeeper put into the cache. */
export function Name() {
	const {data} = useQuery({queryKey: ['/api/whoami'], enabled: false});
	return <b>{data?.name}</b>;
}
