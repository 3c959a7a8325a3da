export const VERSION = 2;
export const ROOT = `/api/v${VERSION}`;

export const PATHS = {
	trees: '/trees',
	tree: (id) => `/trees/${id}`,
	cut: (id) => `${PATHS.tree(id)}/cut`,
	leaves: ['trees', 'leaves'],
};
