import axios from 'axios';

export async function all() {
	let cursor: string | undefined = undefined;
	const pages = [];
	do {
		const {data} = await axios.post('/api/shells/page', {cursor});
		pages.push(data);
		cursor = data.next ?? undefined;
	} while (cursor);
	return pages;
}

export async function untilNone() {
	let page = 0;
	let url = '/api/shells';
	do {
		const {data} = await axios.get(url);
		if (data.length === 0) break;
		url = `/api/shells?page=${++page}`;
	} while (await axios.head('/api/tide'));
}
