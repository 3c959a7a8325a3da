export async function load({fetch, params}) {
	const res = await fetch(`/api/recipes/${params.slug}`);
	return {recipe: await res.json()};
}

export const actions = {
	rate: async ({fetch, params}) => {
		await fetch(`/api/recipes/${params.slug}/rating`, {method: 'POST'});
		await fetch(`/api/recipes/${params.slug}/likes`, {method: 'POST'});
	},
};
