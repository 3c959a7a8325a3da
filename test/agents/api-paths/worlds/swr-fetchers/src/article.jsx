import axios from 'axios';
import useSWR, {mutate, preload, useSWRConfig} from 'swr';
import useSWRImmutable from 'swr/immutable';
import useSWRInfinite from 'swr/infinite';

const read = (...args) => fetch(...args).then((res) => res.json());
const readAxios = (url) => axios.get(url).then(({data}) => data);

preload('/api/tags', read);

export function Article({slug, isLoggedIn}) {
	const {mutate: mutateAny} = useSWRConfig();
	const me = useSWR(isLoggedIn ? '/api/me' : null);
	const article = useSWR(`/api/articles/${slug}`, read);
	const comments = useSWR(() => slug && `/api/articles/${slug}/comments`, {fetcher: readAxios, refreshInterval: 1000});
	const tags = useSWRImmutable('/api/tag', readAxios);
	const pages = useSWRInfinite((index, previous) => (previous && !previous.length ? null : `/api/articles?page=${index}`), read);
	const local = useSWR('/api/never-fetched', null);
	const save = () => {
		mutate('/api/stale');
		mutateAny((key) => key.startsWith('/api/'));
	};
	return <p onClick={save}>{[me, article, comments, tags, pages, local].map(({data}) => data)}</p>;
}
