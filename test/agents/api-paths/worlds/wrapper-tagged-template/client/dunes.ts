const safe = (texts: TemplateStringsArray, ...values: (string | number)[]) =>
	texts.reduce((url, text, index) => url + text + (index < values.length ? encodeURIComponent(String(values[index])) : ''), '');

function under(texts: TemplateStringsArray, ...values: string[]) {
	let url = '/api';
	texts.forEach((text, index) => {
		url += text;
		if (index < values.length) url += encodeURIComponent(values[index]);
	});
	return url;
}

export const one = (id: string) => fetch(safe`/api/dunes/${id}`);
export const walk = (id: string, path: string) => fetch(under`/dunes/${id}/paths/${path}`, {method: 'POST'});
export const list = () => fetch(under`/dunes`);
export const storms = (id: string) => fetch(safe`/api/storms/${id}`);
