import useSWR from 'swr';
import {useSession} from './session';

export function useData(path: string, {isWanted}: {isWanted?: () => boolean} = {}) {
	const {call, name} = useSession();
	const isAllowed = isWanted ? isWanted() : true;
	return useSWR(isAllowed ? `${name}::${path}` : null, async () => call(path, {method: 'GET'}));
}
