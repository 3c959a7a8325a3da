import {SWRConfig} from 'swr';
import {Article} from './article';

const json = async (resource, init) => {
	const res = await fetch(resource, init);
	return res.json();
};

export function App({slug}) {
	return (
		<SWRConfig value={{fetcher: json, revalidateOnFocus: false}}>
			<Article slug={slug} />
		</SWRConfig>
	);
}
