import axios from 'axios';

axios.interceptors.request.use((config) => {
	config.headers.Authorization = `Bearer ${localStorage.getItem('token')}`;
	return config;
});

export const list = (page) => axios.get('/api/books', {params: {page}});
export const one = (isbn) => axios('/api/books/' + isbn);
export const exists = (isbn) => axios.head(`/api/books/${isbn}`);
export const create = (book) => axios.post('/api/books', book, {timeout: 1000});
export const replace = (book) => axios.put(`/api/books/${book.isbn}`, book);
export const change = (isbn, fields) => axios.request({url: `/api/books/${isbn}`, method: 'patch', data: fields});
export const remove = (isbn) => axios({method: 'DELETE', url: `/api/books/${isbn}`});
export const cover = (isbn, file) => axios.postForm(`/api/books/${isbn}/cover`, {file});
export const publish = (isbn) => axios(`/api/books/${isbn}/publish`, {method: 'post'});
export const link = (isbn) => axios.getUri({url: `/api/links/${isbn}`, params: {ref: 'app'}});
export const both = () => axios.all([axios.get('/api/books'), axios.get('/api/authors')]);
export const cancelled = (error) => axios.isCancel(error);
