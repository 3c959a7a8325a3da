'use client';

import useSWR from 'swr';
import {useEntry} from '@/hooks/use-entry';
import {client} from '@/lib/client';
import endpoints from '@/lib/endpoints';

const limits = ['10', '50'] as const;

export function Journal({id}: {id: string}) {
	const {data: entries} = useSWR<unknown[]>(`${endpoints.entries()}?limit=${limits[0]}`);
	const {data: session} = useSWR<{name: string}>(endpoints.session);
	const {data: local} = useSWR('journal/filter', null);
	const {entry} = useEntry(id);
	const add = () => client.post('entries', {title: 'new'});
	const exported = () => fetch('/api/legacy/export', {method: 'POST'});
	const picture = `/api/media/covers/${id}`;
	return (
		<section>
			<img src={picture} alt={entry.data?.title} />
			<button onClick={add}>{entries?.length}</button>
			<button onClick={exported}>{session?.name}</button>
			<a href="https://status.example.com/api/up">{local}</a>
		</section>
	);
}
