import {useLocation} from 'react-router-dom';

/** The query string of the page. */
export function useQuery(options) {
	const {search} = useLocation();
	return new URLSearchParams(search).get(options.queryKey[0]);
}
