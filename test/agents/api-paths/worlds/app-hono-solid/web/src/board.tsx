import {useMutation, useQuery} from '@tanstack/solid-query';
import {createSignal} from 'solid-js';
import {cardsOf, lists, type List} from './lib/lists';
import {session} from './lib/api';

export function Board(props: {list: List}) {
	const [page] = createSignal(1);
	const me = useQuery(() => ({queryKey: ['me']}));
	const all = useQuery(() => ({queryKey: ['all-lists'], queryFn: () => lists.list()}));
	const cards = useQuery(() => ({queryKey: ['lists', props.list.id, 'cards', {page: page()}]}));
	const members = useQuery(() => ({queryKey: ['lists', props.list.id, 'members']}));
	const rename = useMutation(() => ({mutationFn: (title: string) => lists.change(props.list.id, {title})}));
	const drop = useMutation(() => ({mutationFn: () => lists.remove(props.list.id)}));
	const card = () => cardsOf(props.list.id).one(7);
	const socket = new WebSocket(`ws://${location.host}/live`);
	return (
		<main onClick={() => rename.mutate('new')} onDblClick={() => drop.mutate()}>
			{me.data} {all.data} {cards.data} {members.data} {String(card())} {socket.readyState}
			<button onClick={() => session.end()}>bye</button>
			<button onClick={() => session.begin('ada')}>hello</button>
		</main>
	);
}
