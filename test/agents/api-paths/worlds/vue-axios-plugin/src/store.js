import Vue from 'vue';
import Vuex from 'vuex';
import {ArticlesService} from './common/api.service';

Vue.use(Vuex);

export default new Vuex.Store({
	actions: {
		async load({commit}, {type, filters}) {
			const {data} = await ArticlesService.query(type, filters);
			commit('setArticles', data);
		},
		async open({commit}, slug) {
			const {data} = await ArticlesService.get(slug);
			commit('setArticle', data);
		},
	},
});
