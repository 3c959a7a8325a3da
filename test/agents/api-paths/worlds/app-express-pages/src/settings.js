const values = {prefix: '/books', port: 3000};

export const settings = {
	root: import.meta.dirname,
	get: (name) => values[name],
};
