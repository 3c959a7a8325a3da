import Vue from 'vue';
import axios from 'axios';
import VueAxios from 'vue-axios';

const ApiService = {
	init() {
		Vue.use(VueAxios, axios);
		Vue.axios.defaults.baseURL = 'http://localhost:3000/api';
	},
	query(resource, params) {
		return Vue.axios.get(resource, params).catch((error) => {
			throw new Error(`ApiService ${error}`);
		});
	},
	get(resource, slug = '') {
		return Vue.axios.get(`${resource}/${slug}`);
	},
	post(resource, params) {
		return Vue.axios.post(`${resource}`, params);
	},
};

export default ApiService;

export const ArticlesService = {
	query(type, params) {
		return ApiService.query('articles' + (type === 'feed' ? '/feed' : ''), {params});
	},
	get(slug) {
		return ApiService.get('articles', slug);
	},
	comment(slug, body) {
		return ApiService.post(`articles/${slug}/comments`, {comment: {body}});
	},
	tags() {
		return ApiService.get('tags');
	},
};
