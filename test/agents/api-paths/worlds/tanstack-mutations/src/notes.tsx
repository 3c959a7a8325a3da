import {useMutation} from '@tanstack/react-query';
import {send} from './client';

export function Notes({id}: {id: number}) {
	const rename = useMutation({mutationFn: async (title: string) => send('PATCH', `/api/notes/${id}`, {title})});
	const remove = useMutation({
		mutationFn: async (noteId: number) => {
			await send('DELETE', `/api/notes/${noteId}`);
		},
	});
	const replace = useMutation({mutationFn: (text: string) => send('PUT', `/api/notes/${id}`, {text})});
	const add = useMutation();
	const {mutate: any} = useMutation({mutationFn: (request: {verb: string; path: string}) => send(request.verb, request.path)});
	return (
		<>
			<button onClick={() => rename.mutate('x')}>rename</button>
			<button onClick={() => remove.mutate(id)}>remove</button>
			<button onClick={() => replace.mutate('y')}>replace</button>
			<button onClick={() => add.mutate({path: '/api/notes', body: {title: 'new'}})}>add</button>
			<button onClick={() => any({verb: 'DELETE', path: '/api/note'})}>clear</button>
		</>
	);
}
