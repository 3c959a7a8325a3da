import {api} from '../../services/api';

const profileApi = api.enhanceEndpoints({addTagTypes: ['Profile']}).injectEndpoints({
	endpoints: (build) => ({
		getProfile: build.query({query: () => 'profile'}),
		getAvatar: build.query({query: () => ({url: '/profile/avatar'})}),
	}),
	overrideExisting: false,
});

export const {useGetProfileQuery} = profileApi;
