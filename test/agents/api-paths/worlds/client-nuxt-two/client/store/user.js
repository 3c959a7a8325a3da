export const state = () => ({user: null});

export const actions = {
	async login({commit}, credentials) {
		commit('setUser', await this.$axios.$post('/api/login', credentials));
	},
};
