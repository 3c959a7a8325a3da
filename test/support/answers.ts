import {toAnswer, type Answer} from '../../source/client/answer.ts';

/** An answer as the client makes it of what came over the wire; an object is sent as JSON. */
export function answerOf(
	body: string | object,
	{path = '/health', status = 200, headers = {}}: {path?: string; status?: number; headers?: Record<string, string>} = {},
): Answer {
	const type = typeof body === 'string' ? 'text/plain' : 'application/json';
	const all: Record<string, string> = {'content-type': type, ...headers};
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return toAnswer({path, status, text, roundTripMs: 7, header: (name) => all[name]}, Date.parse('2026-11-22T20:00:00Z'));
}
