import {openapi, rpc, trpc} from './clients';

export async function load() {
	await rpc.posts[':id'].$get({param: {id: '1'}});
	await openapi.GET('/blogposts/{post_id}', {params: {path: {post_id: '1'}}});
	return fetch('/api/plain');
}

export function Page() {
	const users = trpc.users.list.useQuery({search: '/api/search'});
	const rename = trpc.users.rename.useMutation();
	return <p onClick={() => rename.mutate({path: '/api/rename'})}>{users.data}</p>;
}
