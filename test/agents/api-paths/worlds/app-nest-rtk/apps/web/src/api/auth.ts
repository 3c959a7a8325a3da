import {baseApi} from '~/api/base';

export const authApi = baseApi.injectEndpoints({
	endpoints: (build) => ({
		login: build.mutation({query: (body) => ({url: '/v1/auth/login', method: 'POST', body})}),
		me: build.query({query: () => '/v1/auth/me', keepUnusedDataFor: 5}),
		logout: build.mutation({query: () => ({url: '/v1/auth/logout', method: 'POST'})}),
	}),
});
