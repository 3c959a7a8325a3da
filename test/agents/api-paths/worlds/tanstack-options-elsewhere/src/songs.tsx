import {useQueries, useQuery, useQueryClient, useSuspenseQuery} from '@tanstack/react-query';
import {client, songKeys, songOptions} from './data/queries';

export async function loader() {
	await client.prefetchQuery({queryKey: ['charts', 'weekly']});
	return client.ensureQueryData(songOptions(1));
}

export function Songs({ids, id}: {ids: number[]; id: number}) {
	const queryClient = useQueryClient();
	const all = useQuery({queryKey: songKeys.all});
	const song = useSuspenseQuery(songOptions(id));
	const many = useQueries({queries: ids.map((one) => songOptions(one))});
	const lyrics = useQueries({queries: [{queryKey: songKeys.lyrics(id)}, {queryKey: ['charts', 'monthly']}]});
	return (
		<button onMouseEnter={() => queryClient.fetchQuery({queryKey: songKeys.lyrics(id)})}>
			{all.data.length + song.data.title + many.length + lyrics.length}
		</button>
	);
}
