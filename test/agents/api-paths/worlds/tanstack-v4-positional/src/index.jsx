import {QueryClient, useQuery} from '@tanstack/react-query';
import axios from 'axios';

const defaultQueryFn = async ({queryKey}) => {
	const {data} = await axios.get(`/api/${queryKey.filter((part) => typeof part !== 'object').join('/')}`);
	return data;
};

export const queryClient = new QueryClient({defaultOptions: {queries: {queryFn: defaultQueryFn}}});

export function Dashboard({id, filter = {active: true}}) {
	const stats = useQuery(['stats']);
	const team = useQuery(['teams', Number(id)], {enabled: Boolean(id)});
	const teams = useQuery(['teams', {active: true}]);
	const own = useQuery(['whatever'], () => axios.get('/api/teams'));
	return <p>{stats.data + team.data + teams.data + own.data + filter}</p>;
}
