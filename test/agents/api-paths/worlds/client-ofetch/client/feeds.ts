import {$fetch, ofetch} from 'ofetch';

const api = ofetch.create({baseURL: '/api/'});

export const feeds = () => api<string[]>('/feeds');
export const feedsAgain = () => api('/api/feeds');
export const add = (url: string) => api('feeds', {method: 'POST', body: {url}});
export const items = (id: number) => $fetch(`/feeds/${id}/items`, {baseURL: '/api', query: {limit: 10}});
export const raw = () => api.raw('/feeds');
export const remove = (id: number) => api(`/feeds/${id}`, {method: 'DELETE'});
