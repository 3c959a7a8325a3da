/**
 * Expected trouble that ends a command: `message` says in one sentence what was tried, on what, and what to do next.
 * `code` is stable; `cli/exit-codes.ts` maps it to an exit code.
 */
export class EsaError extends Error {
	override readonly name = 'EsaError';
	readonly code: string;
	constructor(code: string, message: string, options?: ErrorOptions) {
		super(message, options);
		this.code = code;
	}
}
