/** A place in a source text: what stands before it (its end is enough), and from it on. */
export interface Passage {
	readonly before: string;
	readonly code: string;
}

/** What a call that begins after `await` or with its name may take up. */
const longestCall = 300;

const piece =
	/\s+|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|(?:'(?:[^'\\\n]|\\[^])*'?)|(?:"(?:[^"\\\n]|\\[^])*"?)|(?:`(?:[^`\\]|\\[^])*`?)|=>|[\w$]+|[^]/y;

/**
 * Is the call at this place given a text of SQL (or is it a template with one)? Looked at are its own arguments and those of calls chained to it, up to
 * the first function among them: what that does is another call's.
 */
export function asksInText(code: string): boolean {
	const text = code.slice(0, longestCall);
	let depth = 0;
	piece.lastIndex = 0;
	for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
		const [part] = match;
		if (ends(part, depth)) return false;
		if (isText(part, depth) && isSql(part)) return true;
		if (opening.has(part)) depth++;
		else if (closing.has(part) && --depth === 0 && !isChained.test(text.slice(piece.lastIndex))) return false;
	}
	return false;
}

const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);
const isChained = /^\s*(?:\?\.|[.([`!])/;

function ends(part: string, depth: number): boolean {
	if (part === ';' || part === '=>' || part === 'function') return true;
	return depth === 0 && (part === ',' || closing.has(part));
}

function isText(part: string, depth: number): boolean {
	return part.startsWith('`') || (depth > 0 && (part.startsWith("'") || part.startsWith('"')));
}

const sqlBeginning =
	/^.(?:[\s(]|\\[nrt]|--[^\n]*\n|\/\*[^]*?\*\/)*(?:select|insert|update|delete|with|merge|call|replace)(?:\s|\\[nrt]|[*(]|\$\{)/i;

/** With its quote. A verb alone is a word like any other. */
function isSql(quoted: string): boolean {
	return sqlBeginning.test(quoted);
}

/**
 * Where the statement that runs at this place was prepared: from a `text` that stands there, from a text that was `given` to the code around, or
 * `elsewhere`. Of drivers whose statements are objects: `db.prepare(sql).all(id)`, `const find = db.prepare(sql); find.all(id)`.
 */
export function preparedFrom({before, code}: Passage): 'text' | 'given' | 'elsewhere' {
	const start = /^[\w$.\s#]*?\bprepare\s*\(/.test(code) ? code : (inChain(before) ?? asNamed(before));
	if (start === undefined) return 'elsewhere';
	return asksInText(start) ? 'text' : 'given';
}

/** `prepare(…)` that the call is chained to. */
function inChain(before: string): string | undefined {
	const at = before.lastIndexOf('prepare');
	return at !== -1 && /\)[\s?!]*\.\s*$/.test(before) && endsBalanced(before.slice(at)) ? before.slice(at) : undefined;
}

/** Is there no statement's end between, and is all closed that was opened? */
function endsBalanced(text: string): boolean {
	let depth = 0;
	piece.lastIndex = 0;
	for (let match = piece.exec(text); match !== null; match = piece.exec(text)) {
		const [part] = match;
		if (part === ';' || (depth === 0 && part === '=')) return false;
		if (opening.has(part)) depth++;
		else if (closing.has(part) && --depth < 0) return false;
	}
	return depth === 0;
}

/** The last `prepare(…)` that the statement's name was given. */
function asNamed(before: string): string | undefined {
	const name = /([\w$]+)[\s?!]*\.\s*$/.exec(before)?.[1];
	if (name === undefined) return undefined;
	const given = new RegExp(
		`(?<![\\w$])${name.replaceAll('$', String.raw`\$`)}(?![\\w$])[^=;\\n]{0,80}=(?!=)[^;]{0,200}?\\b(prepare\\s*\\([^]*)$`,
	);
	const at = before.lastIndexOf('prepare');
	return at === -1 ? undefined : given.exec(before)?.[1];
}
