import type {z} from 'zod';
import type {Body, Call, Refused} from './answer.ts';
import {badRequest} from './refusals.ts';

/** No request of ours needs more than a few hundred bytes. */
export const bodyLimitBytes = 65_536;

type Read<T> = {kind: 'read'; value: T} | {kind: 'refused'; refused: Refused};

/** Reads and checks a JSON body; `shape` says in one sentence what it should be. */
export async function parseBody<T>(call: Call, schema: z.ZodType<T>, shape: string): Promise<Read<T>> {
	const body = await bodyText(call);
	if (body.kind === 'refused') return body;
	const parsed = schema.safeParse(typeof body.value === 'string' ? parseJson(body.value) : body.value.parsed);
	return parsed.success ? {kind: 'read', value: parsed.data} : {kind: 'refused', refused: badRequest(shape)};
}

/** The body as text, or as what a framework's body parser left of it. */
export async function bodyText(call: Call): Promise<Read<string | {parsed: unknown}>> {
	const body = await call.body();
	if (body.kind === 'text') return {kind: 'read', value: body.text};
	if (body.kind === 'parsed') return {kind: 'read', value: {parsed: body.value}};
	// What is left of such a body is not waited for, so the connection cannot serve another request.
	return {kind: 'refused', refused: {...unusable[body.kind], headers: {connection: 'close'}}};
}

const unusable: Record<Exclude<Body['kind'], 'text' | 'parsed'>, Refused> = {
	'too-large': {status: 413, code: 'body-too-large', message: `A body is at most ${bodyLimitBytes} bytes.`},
	'too-slow': {status: 408, code: 'body-too-slow', message: 'The body did not arrive in time.'},
	consumed: {status: 400, code: 'body-consumed', message: 'Another handler has already read the body: mount esa-health before it.'},
};

/** Undefined for what is not JSON, which no schema of ours accepts. */
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// The caller's refusal says what the body should have been; the parser's message would only repeat parts of it.
		return undefined;
	}
}
