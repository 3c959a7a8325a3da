import {useQuery} from '@tanstack/react-query';
import {useState} from 'react';

interface Todo {
	id: number;
	title: string;
}

export default function Todos({selected}: {selected: number}) {
	const [page, setPage] = useState(1);
	const {data: user} = useQuery<{name: string}>({queryKey: ['/api/user']});
	const {data: todos = [], isLoading} = useQuery<Todo[]>({
		queryKey: ['/api/todos', {page}],
		enabled: !!user,
	});
	const {data: todo} = useQuery<Todo>({queryKey: [`/api/todos/${selected}`], enabled: selected > 0});
	const {data: labels} = useQuery<string[]>({queryKey: ['/api/label']});
	if (isLoading) return <p>Loading</p>;
	return <ul onClick={() => setPage(page + 1)}>{todos.map((one) => <li key={one.id}>{one.title}</li>)}{todo?.title}{labels}</ul>;
}
