import {useQuery, useSuspenseQuery} from '@tanstack/react-query';

export function Profile({user}) {
	const profile = useQuery({queryKey: ['/api/users', user.id]});
	const posts = useSuspenseQuery({queryKey: ['/api/users', user.id, 'posts']});
	const health = useQuery({queryKey: ['/api', 'health'], select: (data) => data.ok});
	const drafts = useQuery({queryKey: ['/api/users', user.id, 'drafts']});
	return <main>{profile.data.name} {posts.data.length} {String(health.data)} {drafts.data.length}</main>;
}
