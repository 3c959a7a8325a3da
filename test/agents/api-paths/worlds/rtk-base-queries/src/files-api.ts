import {createApi, fetchBaseQuery, retry, type BaseQueryFn} from '@reduxjs/toolkit/query/react';

const plain = fetchBaseQuery({baseUrl: import.meta.env.VITE_SERVER});

const withRefresh: BaseQueryFn = async (args, api, extraOptions) => {
	let result = await plain(args, api, extraOptions);
	if (result.error?.status === 401) {
		await plain({url: '/auth/refresh', method: 'POST'}, api, extraOptions);
		result = await plain(args, api, extraOptions);
	}
	return result;
};

export const filesApi = createApi({
	baseQuery: retry(withRefresh, {maxRetries: 3}),
	endpoints: (build) => ({
		file: build.query<unknown, string>({query: (id) => `files/${id}`}),
		folder: build.query<unknown, string>({
			async queryFn(id, _api, _extra, fetchWithBQ) {
				const found = await fetchWithBQ(`folders/${id}`);
				return {data: found.data};
			},
		}),
	}),
});
