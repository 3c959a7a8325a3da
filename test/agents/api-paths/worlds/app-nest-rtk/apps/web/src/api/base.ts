import {createApi, fetchBaseQuery, type BaseQueryFn, type FetchArgs, type FetchBaseQueryError} from '@reduxjs/toolkit/query/react';

const rawBaseQuery = fetchBaseQuery({
	baseUrl: `${import.meta.env.VITE_API_ORIGIN ?? ''}/api`,
	credentials: 'include',
});

const signedBaseQuery: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError> = async (args, api, extra) => {
	let result = await rawBaseQuery(args, api, extra);
	if (result.error && result.error.status === 401) {
		const renewed = await rawBaseQuery({url: '/v1/auth/refresh', method: 'POST'}, api, extra);
		if (renewed.data) result = await rawBaseQuery(args, api, extra);
	}
	return result;
};

export const baseApi = createApi({reducerPath: 'api', baseQuery: signedBaseQuery, tagTypes: ['Patient', 'Visit'], endpoints: () => ({})});
