import {acmeBaseQuery} from '@acme/base-query';
import {createApi, fakeBaseQuery} from '@reduxjs/toolkit/query/react';

export const api = createApi({
	baseQuery: acmeBaseQuery({tenant: 'north'}),
	endpoints: (build) => ({
		orders: build.query({query: () => '/orders'}),
		graph: build.query({query: () => ({document: '{ orders { id } }'})}),
	}),
});

export const local = createApi({
	baseQuery: fakeBaseQuery(),
	endpoints: (build) => ({
		stored: build.query({queryFn: () => ({data: JSON.parse(localStorage.getItem('/api/orders'))})}),
	}),
});
