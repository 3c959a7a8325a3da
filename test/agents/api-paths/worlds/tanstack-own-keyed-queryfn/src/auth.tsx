import {QueryClient, useQuery} from '@tanstack/react-query';
import {getOrNull} from './fetch-key';

export const client = new QueryClient();

export function useAuth() {
	const {data: user} = useQuery({queryKey: ['/api/me'], queryFn: getOrNull({nullOn: 401})});
	const {data: org} = useQuery({queryKey: ['/api/my-org'], queryFn: getOrNull({nullOn: 404})});
	return {user, org};
}

export function useBoard(id: string) {
	return useQuery({
		queryKey: ['board', id],
		queryFn: async ({queryKey}) => {
			const [, boardId] = queryKey;
			const res = await fetch(`/api/boards/${boardId}`);
			return res.json();
		},
	});
}
