import useSWR from 'swr';

const load = (path, locale) => fetch(`/v1${path}`, {headers: {'Accept-Language': locale}}).then((res) => res.json());

export function useData(path, options = {}) {
	const {data, error} = useSWR(path ? [path, 'en'] : null, load, options);
	return {data, isLoading: !data && !error};
}
