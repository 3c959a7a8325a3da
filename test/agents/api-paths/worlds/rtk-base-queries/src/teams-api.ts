import {createApi} from '@reduxjs/toolkit/query/react';
import {overAxios} from './axios-base';

export const teamsApi = createApi({
	baseQuery: overAxios({root: '/v2'}),
	endpoints: (build) => ({
		teams: build.query({query: () => ({url: '/teams', method: 'get'})}),
		addMember: build.mutation({query: ({team, user}) => ({url: `/teams/${team}/members`, method: 'post', data: {user}})}),
		removeTeam: build.mutation({query: (id) => ({url: `/teams/${id}`, method: 'delete'})}),
	}),
});
