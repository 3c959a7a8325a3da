import {gql, useQuery} from '@apollo/client';
import {useQuery as useRestQuery} from '@tanstack/react-query';
import {useQuery as useSearch} from './hooks/use-query';

const FILMS = gql`
	query Films {
		films {
			id
		}
	}
`;

export function Films() {
	const graph = useQuery(FILMS, {queryKey: ['/api/graph']});
	const tab = useSearch({queryKey: ['/api/tab']});
	const films = useRestQuery({queryKey: ['/api/films']});
	return <p>{graph.data.films.length + films.data.length + tab}</p>;
}
