import useSWR, {useSWRConfig} from 'swr';
import useSWRMutation from 'swr/mutation';
import {client} from '@/lib/client';
import endpoints from '@/lib/endpoints';

export function useEntry(id: string | undefined) {
	const {mutate} = useSWRConfig();
	const entry = useSWR<{title: string}>(id ? endpoints.entry(id) : null);
	const comments = useSWR<string[]>(id && `${endpoints.entry(id)}/comments`);
	const removal = useSWRMutation('remove-entry', () => client.delete(`/entries/${id}`));
	const change = async (title: string) => {
		await client.patch(`/entries/${id}`, {title});
		await mutate(endpoints.entries());
	};
	return {entry, comments, removal, change};
}
