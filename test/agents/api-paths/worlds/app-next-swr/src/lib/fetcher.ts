export class ApiError extends Error {
	constructor(
		message: string,
		readonly status: number,
	) {
		super(message);
	}
}

export const fetcher = async <T>(input: RequestInfo, init?: RequestInit): Promise<T> => {
	const res = await fetch(input, init);
	if (!res.ok) throw new ApiError(res.statusText, res.status);
	return res.json() as Promise<T>;
};
