const endpoints = {
	entries: () => '/api/entries',
	entry: (id: string) => `/api/entries/${id}`,
	session: '/api/session',
} as const;

export default endpoints;
