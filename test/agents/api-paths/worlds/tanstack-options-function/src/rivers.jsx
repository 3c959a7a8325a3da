import {createQuery} from '@tanstack/svelte-query';
import {useQuery} from '@tanstack/solid-query';

export function Rivers(props) {
	const rivers = useQuery(() => ({queryKey: ['rivers']}));
	const river = createQuery(() => ({queryKey: ['rivers', props.name], throwOnError: true}));
	return <p>{rivers.data} {river.data}</p>;
}
