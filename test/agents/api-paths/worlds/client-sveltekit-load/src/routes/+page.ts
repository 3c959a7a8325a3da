import type {PageLoad} from './$types';

export const load: PageLoad = async ({fetch}) => {
	const res = await fetch('/api/recipes');
	return {recipes: await res.json()};
};
