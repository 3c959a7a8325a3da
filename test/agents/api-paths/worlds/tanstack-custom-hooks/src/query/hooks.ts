import {useQuery, type UseQueryOptions} from '@tanstack/react-query';

export function useResource<T>(path: string, options?: Omit<UseQueryOptions<T>, 'queryKey'>) {
	return useQuery<T>({queryKey: [path], ...options});
}

export function useList<T>(name: string) {
	const result = useResource<T[]>(`/api/${name}`, {staleTime: 1000});
	return result.data ?? [];
}

export const useDealers = () => useQuery<string[]>({queryKey: ['/api/dealers']});
