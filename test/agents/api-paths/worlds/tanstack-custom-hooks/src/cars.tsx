import {useDealers, useList, useResource} from './query/hooks';

export function Cars({id}: {id: string}) {
	const cars = useList<{id: string}>('cars');
	const {data: owner} = useResource<{name: string}>(`/api/cars/${id}/owner`);
	const wheels = useList<string>('wheels');
	const dealers = useDealers();
	return <p>{cars.length} {owner?.name} {wheels.length} {dealers.data?.length}</p>;
}
