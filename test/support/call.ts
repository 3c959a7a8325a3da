import type {Answer, Body, Call} from '../../source/server/answer.ts';

export interface CallFields {
	method?: string;
	headers?: Record<string, string>;
	remote?: string;
	body?: Body;
	mount?: string;
}

/** A call as an adapter would hand it to the router: from this machine, to this machine, unless told otherwise. */
export function aCall(
	target: string,
	{method = 'GET', headers = {}, remote = '127.0.0.1', body = {kind: 'text', text: ''}, mount = ''}: CallFields = {},
): Call {
	const [path = '', query] = target.split('?');
	const sent: Record<string, string> = {host: 'localhost:3000', ...headers};
	return {method, path, query: new URLSearchParams(query), mount, header: (name) => sent[name], remote, body: () => Promise.resolve(body)};
}

/** The JSON of an answer. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests read any path of any answer
export function bodyOf(answer: Answer): any {
	if (answer.kind === 'stream') throw new Error('a stream has no body');
	return JSON.parse(Buffer.from(answer.body).toString());
}
