import {useQuery} from '@tanstack/react-query';
import {useState} from 'react';
import {useParams} from 'wouter';
import {useAuth} from './auth';
import type {Filters} from './types';

export function Team() {
	const {user} = useAuth();
	const {member} = useParams();
	const [filters, setFilters] = useState<Filters>({term: ''});
	const team = useQuery({queryKey: ['/api/teams', user?.teamId]});
	const one = useQuery({queryKey: ['/api/teams', user?.teamId, 'members', member], enabled: !!member});
	const found = useQuery<unknown[]>({queryKey: ['/api/search', filters]});
	const theme = useQuery({queryKey: ['/api/search', user?.settings]});
	return (
		<p onClick={() => setFilters({...filters, page: 2})}>
			{String(team.data)} {String(one.data)} {found.data?.length} {String(theme.data)}
		</p>
	);
}
