import {fetchTheme} from '@acme/sdk';
import useSWR, {mutate} from 'swr';

export const setTheme = (theme) => mutate('/api/local-theme', theme, false);

export function Theme() {
	const {data: local} = useSWR('/api/local-theme');
	const {data: remote} = useSWR('theme', fetchTheme);
	const {data: own} = useSWR('any-key', () => fetch('/api/theme').then((res) => res.json()));
	return <p>{local}{remote}{own}</p>;
}
