const verbs = ['get', 'post', 'put', 'delete'];

function request(method, path, body) {
	return fetch(`/api${path}`, {method: method.toUpperCase(), body: JSON.stringify(body)});
}

export const reduced = verbs.reduce((made, verb) => {
	made[verb] = (path, body) => request(verb, path, body);
	return made;
}, {});

export const spread = verbs.reduce((made, verb) => ({...made, [verb]: (path, body) => request(verb, path, body)}), {});

export const looped = {};
for (const verb of verbs) looped[verb] = (path, body) => request(verb, path, body);

export const each = {};
verbs.forEach((verb) => {
	each[verb] = (path, body) => request(verb, path, body);
});

export const listed = Object.fromEntries(verbs.map((verb) => [verb, (path, body) => request(verb, path, body)]));
