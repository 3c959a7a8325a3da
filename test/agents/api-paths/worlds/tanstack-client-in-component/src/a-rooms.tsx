import {useInfiniteQuery, useQuery} from '@tanstack/react-query';

export function Rooms({room}: {room: string}) {
	const rooms = useQuery({queryKey: ['rooms']});
	const guests = useInfiniteQuery({
		queryKey: ['rooms', room, 'guests'],
		initialPageParam: 1,
		getNextPageParam: (_last, pages) => pages.length + 1,
	});
	return <p>{String(rooms.data)} {String(guests.data)}</p>;
}
