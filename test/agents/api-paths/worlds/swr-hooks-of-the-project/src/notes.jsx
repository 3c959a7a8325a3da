import {useData} from './use-data';

export function Notes({id}) {
	const notes = useData('/notes');
	const history = useData(id && `/notes/${id}/history`, {refreshInterval: 0});
	const trash = useData('/trash');
	return <p>{notes.data?.length} {history.data?.length} {trash.data?.length}</p>;
}
