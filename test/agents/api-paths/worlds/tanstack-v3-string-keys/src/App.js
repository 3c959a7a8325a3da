import {QueryClient, QueryClientProvider, useQuery} from 'react-query';

const getByKey = async ({queryKey}) => {
	const response = await fetch(queryKey[0]);
	return response.json();
};

const queryClient = new QueryClient({
	defaultOptions: {
		queries: {
			queryFn: getByKey,
		},
	},
});

export function Posts({id}) {
	const posts = useQuery('/posts', {retry: 1});
	const post = useQuery(`/posts/${id}`);
	const tags = useQuery('/tags');
	return <p>{posts.isLoading || post.isLoading || tags.isLoading ? 'wait' : 'here'}</p>;
}

export default function App() {
	return (
		<QueryClientProvider client={queryClient}>
			<Posts id={1} />
		</QueryClientProvider>
	);
}
