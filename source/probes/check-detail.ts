import {safeText} from '../basics/safe-text.ts';

const longest = 200;
/** Read of a longer text: enough for what is shown after redaction, and little enough to search in no time. */
const longestRead = 2000;
const hidden = '***';

/**
 * What a check said, fit to be shown and stored: no credentials of URLs, no bearer tokens, no values of keys that name a secret, no
 * control characters, one line of at most 200 cells. Null where nothing was said.
 */
export function checkDetail(said: unknown): string | null {
	// Cleaned before it is searched, so that an invisible character inside a password does not hide it.
	const text = safeText(textOf(said), {maxCells: longestRead, lines: true}).replaceAll(/\s+/g, ' ').trim();
	return text === '' ? null : safeText(redact(text), {maxCells: longest});
}

/** A failing driver may wrap many causes; the first ones say what happened. */
function textOf(said: unknown): string {
	if (said === undefined || said === null) return '';
	if (said instanceof AggregateError && said.message === '') return said.errors.slice(0, 3).map(textOf).join('; ');
	if (said instanceof Error) return said.message === '' ? said.name : said.message;
	return typeof said === 'string' ? said : '';
}

function redact(text: string): string {
	return (
		text
			// Up to the last @: a password written as it is may hold `/`, `:` and `@`. An `@` in a mere path is the lesser loss.
			.replaceAll(/(:\/\/)(?:[^\s/?#@:]*:\S*|[^\s/?#]*)@/g, `$1${hidden}@`)
			.replaceAll(/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`)
			.replaceAll(/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, hidden)
			.replaceAll(
				/((?:password|passwd|pwd|secret|token|api[_-]?key|authorization|cookie)["']?\s{0,3}[=:]\s{0,3})("[^"]*"|'[^']*'|[^\s&,;"']+)/gi,
				`$1${hidden}`,
			)
	);
}
