import {queryOptions, useIsFetching, useMutation, useQuery, useQueryClient} from '@tanstack/react-query';

const getTask = async (id) => {
	const res = await fetch(`/api/tasks/${id}`);
	return res.json();
};

const listOptions = queryOptions({
	queryKey: ['/api/cached/list'],
	queryFn: async () => (await fetch('/api/tasks')).json(),
});

export function Tasks({id}) {
	const queryClient = useQueryClient();
	const busy = useIsFetching({queryKey: ['/api/anything']});
	const list = useQuery(listOptions);
	const one = useQuery({queryKey: ['/api/not-a-path', id], queryFn: () => getTask(id)});
	const add = useMutation({
		mutationKey: ['/api/mutation-key'],
		mutationFn: (title) => fetch('/api/tasks', {method: 'POST', body: JSON.stringify({title})}),
		onSuccess: () => {
			queryClient.invalidateQueries({queryKey: ['/api/old-tasks']});
			queryClient.removeQueries({queryKey: ['/api/gone']});
			queryClient.setQueryData(['/api/set'], []);
			queryClient.cancelQueries({queryKey: ['/api/cancel']});
		},
	});
	const known = queryClient.getQueryData(['/api/known']);
	return <button onClick={() => add.mutate('new')}>{list.data.length + one.data.id + busy + known}</button>;
}
