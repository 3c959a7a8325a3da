export interface User {
	id: number;
	teamId: string | null;
	settings: {theme: string};
}

export interface Filters {
	term: string;
	page?: number;
}
