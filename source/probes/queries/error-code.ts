/**
 * What a query failed with: the code of its error (`23505`, `ER_NO_SUCH_TABLE`), or its class. Never the message: that may quote values; nor what is too
 * long for a code, since a service's own errors carry what they like. Never throws.
 */
export function errorCode(error: unknown): string {
	try {
		const {code, name, constructor} = error as {code?: unknown; name?: unknown; constructor?: {name?: unknown}};
		return [code, name, constructor?.name].find(isCode) ?? 'Error';
	} catch {
		// Anything can be thrown: null, or an object whose properties throw in turn.
		return 'Error';
	}
}

function isCode(told: unknown): told is string {
	return typeof told === 'string' && /^[\w.-]{1,60}$/.test(told);
}
