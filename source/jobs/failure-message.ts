const maximum = 400;

/**
 * What may be kept and shown of an error: its message on one line, without credentials of URLs, without query values, of bounded length. Never
 * the stack: it names paths of the machine and helps no operator.
 */
export function failureMessage(error: unknown): string {
	const text = redact(messageOf(error)).replaceAll(/\s+/g, ' ').trim();
	if (text === '') return 'The agent failed without a message.';
	return text.length > maximum ? `${text.slice(0, maximum - 1)}…` : text;
}

function messageOf(error: unknown): string {
	if (error instanceof Error) return causeOf(error);
	return typeof error === 'string' ? error : 'The agent failed with something that is no error.';
}

/** `fetch failed` alone helps nobody: the reason is one level down. */
function causeOf(error: Error): string {
	const {cause} = error;
	return cause instanceof Error && cause.message !== '' && !error.message.includes(cause.message)
		? `${error.message}: ${cause.message}`
		: error.message;
}

/** Cut before the patterns run, so that a hostile megabyte costs nothing. */
function redact(text: string): string {
	return (
		text
			.slice(0, 10 * maximum)
			// Up to the last @ before the path …
			.replaceAll(/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#]*@/gi, '$1***@')
			// … or beyond, for a password with a slash; `:3000/@scope` is a port and a path.
			.replaceAll(/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#:@]*:(?!\d+\/)[^\s@]*@/gi, '$1***@')
			.replaceAll(/([?&][^\s=&#]{1,100}=)[^\s&#"'`)]+/g, '$1***')
	);
}
