import {useQuery, type UseQueryOptions} from '@tanstack/react-query';
import {API} from '@shared/paths';

export function useResource<T>(name: string, options: Omit<UseQueryOptions<T>, 'queryKey' | 'queryFn'> = {}) {
	return useQuery<T>({...options, queryKey: [`${API}/${name}`]});
}
