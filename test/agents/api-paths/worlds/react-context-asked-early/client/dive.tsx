import {useSession} from './session';

export function useDives(reefs: {id: string}[]) {
	const {call} = useSession();
	return reefs.map((reef) => ({
		onDive: async () => {
			await call(`/reefs/${reef.id}/dives`, {method: 'POST'});
		},
	}));
}

export function Dives({reefs}: {reefs: {id: string}[]}) {
	const dives = useDives(reefs);
	return <button onClick={dives[0].onDive}>Dive</button>;
}
