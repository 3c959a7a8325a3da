/**
 * The parser recurses into what is nested and has no guard of its own: past some thousand levels (seen with oxc-parser 0.159: 1,500 functions
 * in a worker's stack of 4 MB) it takes the whole process down. No code that people write comes near.
 */
const deepest = 1000;
const longestElseChain = 2000;
const openers = ['(', '{', '['];
/** What nests without a bracket: `a = b = c`, `a => b => c`, `a ? b : c ? d : e`, `A<B<C`, `new new`, `as A as B`. */
const nesters = ['=', '?', '<', 'new ', ' as '];

/** Is code nested deeper than the parser survives? Brackets are counted as they stand, those in strings included. */
export function isTooDeep(text: string): boolean {
	if (openers.some((opener) => occurs(text, opener, deepest)) && (depthOf(text) > deepest || hasLongElseChain(text))) return true;
	return nesters.some((nester) => occurs(text, nester, deepest)) && hasLongRun(text);
}

function occurs(text: string, part: string, times: number): boolean {
	let count = 0;
	for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) if (++count > times) return true;
	return false;
}

function depthOf(text: string): number {
	let depth = 0;
	let most = 0;
	for (let at = 0; at < text.length; at++) {
		const change = changes[text.charCodeAt(at)] ?? 0;
		if (change === 0) continue;
		depth += change;
		if (depth > most) most = depth;
	}
	return most;
}

const changes = new Int8Array(128);
for (const opener of openers) changes[opener.charCodeAt(0)] = 1;
for (const closer of [')', '}', ']']) changes[closer.charCodeAt(0)] = -1;

/** Every `else if` is one level deeper than the one before, as long as no other `if` and no last `else` comes between. */
function hasLongElseChain(text: string): boolean {
	let length = 0;
	let last = 0;
	for (const {0: found, index} of text.matchAll(/\belse\s+if\b|\belse\b|\bif\b/g)) {
		length = found.length > 4 && index - last < 300 ? length + 1 : 0;
		last = index;
		if (length > longestElseChain) return true;
	}
	return false;
}

/** Are there more nesters in one statement than the parser survives? */
function hasLongRun(text: string): boolean {
	let run = 0;
	for (const {0: found, index} of text.matchAll(/=>|[=?<]|\bnew\b|\bas\b|[;{},>]|\n\s*/g)) {
		if (found.startsWith('\n')) run = isContinued(text, index, index + found.length) ? run : 0;
		else run = /[;{},>]$/.test(found) && found !== '=>' ? 0 : run + 1;
		if (run > deepest) return true;
	}
	return false;
}

/** Does a statement go on over this end of a line? */
function isContinued(text: string, end: number, next: number): boolean {
	return (
		/[=?:<&|+(]$|=>$|\b(?:new|as)$/.test(text.slice(Math.max(0, end - 4), end).trimEnd()) ||
		/^[=?:<&|+)]|^as\b/.test(text.slice(next, next + 3))
	);
}
