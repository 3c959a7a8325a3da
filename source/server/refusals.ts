import type {Refused} from './answer.ts';

/** The request says something that no server could do. */
export function badRequest(message: string): Refused {
	return {status: 400, code: 'bad-request', message};
}

export function notFound(message: string): Refused {
	return {status: 404, code: 'not-found', message};
}
