import {follow, request} from './request.js';

export async function crawl() {
	const links = await follow('/api/links').then((res) => res.json());
	await follow(links.next);
	await request(localStorage.getItem('method'), '/api/links');
	await request('GET', `/api/${localStorage.getItem('kind')}`);
}
