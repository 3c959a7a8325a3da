import {useSession} from './session';

export function Dive({reef}: {reef: string}) {
	const {call} = useSession();
	return <button onClick={async () => call(`/reefs/${reef}/dives`, {method: 'POST'})}>Dive</button>;
}
