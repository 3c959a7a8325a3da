import {useMutation, useQuery} from '@tanstack/react-query';
import {apiRequest, getQueryFn, queryClient} from '@/lib/query-client';

export function useAuth() {
	const {data: user} = useQuery({queryKey: ['/api/user'], queryFn: getQueryFn({on401: 'returnNull'})});
	const login = useMutation({
		mutationFn: async (credentials: {name: string; password: string}) => {
			const res = await apiRequest('POST', '/api/login', credentials);
			return await res.json();
		},
		onSuccess: (next) => queryClient.setQueryData(['/api/user'], next),
	});
	const logout = useMutation({mutationFn: () => apiRequest('GET', '/api/logout')});
	return {user, login, logout};
}
