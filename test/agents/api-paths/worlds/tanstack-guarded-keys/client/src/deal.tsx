import {useMutation, useQuery} from '@tanstack/react-query';
import {useRoute} from 'wouter';
import {send} from './query';

interface Item {
	id: number;
	kind: string;
}

export function Deal({item, isEdit}: {item?: Item; isEdit: boolean}) {
	const [, params] = useRoute('/deals/:id');
	const id = params?.id ? parseInt(params.id) : null;
	const path = params?.id ?? '';
	const deal = useQuery({queryKey: id ? [`/api/deals/${id}`] : ['/api/no-deal'], enabled: !!id});
	const notes = useQuery({queryKey: ['/api/deals', path, 'notes'], enabled: !!path});
	const save = useMutation({
		mutationFn: async (data: {kind: string}) => {
			let url = '';
			const method = isEdit ? 'PATCH' : 'POST';
			if (data.kind === 'meeting') {
				url = '/api/meetings';
				if (isEdit && item?.id) url = `${url}/${item.id}`;
			} else if (data.kind === 'call') {
				url = '/api/calls';
				if (isEdit && item?.id) {
					url += `/${item.id}`;
				}
			}
			return send(method, url, data);
		},
	});
	return <p onClick={() => save.mutate({kind: 'call'})}>{String(deal.data)} {String(notes.data)}</p>;
}
