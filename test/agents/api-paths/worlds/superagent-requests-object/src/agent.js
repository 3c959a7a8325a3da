import superagentPromise from 'superagent-promise';
import _superagent from 'superagent';

const superagent = superagentPromise(_superagent, global.Promise);

const ROOT = 'http://localhost:3000/api';
const encode = encodeURIComponent;
const responseBody = (res) => res.body;

let token = null;
const tokenPlugin = (req) => {
	if (token) req.set('authorization', `Token ${token}`);
};

const requests = {
	del: (url) => superagent.del(`${ROOT}${url}`).use(tokenPlugin).then(responseBody),
	get: (url) => superagent.get(`${ROOT}${url}`).use(tokenPlugin).then(responseBody),
	put: (url, body) => superagent.put(`${ROOT}${url}`, body).use(tokenPlugin).then(responseBody),
	post: (url, body) => superagent.post(`${ROOT}${url}`, body).use(tokenPlugin).then(responseBody),
};

const limit = (count, p) => `limit=${count}&offset=${p ? p * count : 0}`;

const Articles = {
	all: (page) => requests.get(`/articles?${limit(10, page)}`),
	feed: () => requests.get('/articles/feed?limit=10&offset=0'),
	del: (slug) => requests.del(`/articles/${slug}`),
	favorite: (slug) => requests.post(`/articles/${slug}/favorite`),
	update: (article) => requests.put(`/articles/${article.slug}`, {article}),
	byTag: (tag) => requests.get(`/articles?tag=${encode(tag)}`),
};

const Auth = {
	current: () => requests.get('/user'),
};

export default {
	Articles,
	Auth,
	setToken: (next) => {
		token = next;
	},
};
