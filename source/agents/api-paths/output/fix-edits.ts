import {nodesIn, type Node} from '../code/syntax-nodes.ts';

/** Characters of a file to be replaced. */
export interface Edit {
	start: number;
	end: number;
	text: string;
}

/** Calls whose callee's last name stands in a line. */
export function sitesAt(program: Node, text: string, line: number): Node[] {
	const start = offsetOfLine(text, line);
	const end = offsetOfLine(text, line + 1);
	return [...nodesIn(program)].filter((node) => {
		if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
		const {start: at} = lastName(node['callee'] as Node);
		return at >= start && at < end;
	});
}

function offsetOfLine(text: string, line: number): number {
	let at = 0;
	for (let number = 1; number < line; number++) {
		const next = text.indexOf('\n', at);
		if (next === -1) return text.length;
		at = next + 1;
	}
	return at;
}

function lastName(callee: Node): Node {
	return callee.type === 'MemberExpression' ? (callee['property'] as Node) : callee;
}

const methodNames = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);

/** Where a call says its method: in its own name (`axios.post`), or as a text among what it is given. */
export function methodEdits(sites: readonly Node[], from: string, to: string): Edit[] {
	return distinct(
		sites.flatMap((site) => [...methodNameEdits(site, from, to), ...textsGiven(site).flatMap((node) => methodTextEdits(node, from, to))]),
	);
}

function methodNameEdits(site: Node, from: string, to: string): Edit[] {
	const callee = site['callee'] as Node;
	const {name, start, end} = lastName(callee);
	if (callee.type !== 'MemberExpression' || name !== from.toLowerCase() || !methodNames.has(to.toLowerCase())) return [];
	return [{start, end, text: to.toLowerCase()}];
}

function methodTextEdits({type, value, start, end}: Node, from: string, to: string): Edit[] {
	if (type !== 'Literal' || typeof value !== 'string' || value.toUpperCase() !== from.toUpperCase()) return [];
	return [{start: start + 1, end: end - 1, text: value === value.toLowerCase() ? to.toLowerCase() : to.toUpperCase()}];
}

/** Texts among the arguments, not those inside functions. */
function textsGiven(site: Node): Node[] {
	const pending = [...(site['arguments'] as Node[])];
	const found: Node[] = [];
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		if (isText(node)) found.push(node);
		if (/Function|Class/.test(node.type) || node.type === 'TemplateLiteral') continue;
		for (const each of Object.values(node)) pending.push(...[each].flat().filter(isNode));
	}
	return found;
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function isText({type, value, operator}: Node): boolean {
	return (
		(type === 'Literal' && typeof value === 'string') || type === 'TemplateLiteral' || (type === 'BinaryExpression' && operator === '+')
	);
}

/** Where a call says the whole of its path, so that the front of it can be another. */
export function prefixEdits(sites: readonly Node[], text: string, from: string, to: string): Edit[] {
	const fronts = differingFronts(from, to);
	if (fronts === undefined) return [];
	const wanted = withoutHoles(from);
	return distinct(
		sites.flatMap(textsGiven).flatMap((node) => {
			const parts = partsOf(node);
			const origin = /^(?:https?|wss?):\/\/[^/]+/.exec(parts[0]?.text ?? '')?.[0] ?? '';
			const whole = parts
				.map((part) => part.text)
				.join('{}')
				.slice(origin.length);
			const path = whole.replace(/[?#].*$/s, '');
			const first = parts[0];
			if (first === undefined || (path !== wanted && `/${path}` !== wanted)) return [];
			return frontEdit(text, first.start + origin.length, path.startsWith('/'), fronts);
		}),
	);
}

/** Replaces the front of a text, if the file has it there letter by letter. */
function frontEdit(text: string, start: number, hasSlash: boolean, {before, after}: {before: string[]; after: string[]}): Edit[] {
	const write = (segments: string[]) =>
		hasSlash ? segments.map((segment) => `/${segment}`).join('') : segments.map((segment) => `${segment}/`).join('');
	const old = write(before);
	return text.startsWith(old, start) ? [{start, end: start + old.length, text: write(after)}] : [];
}

/** The literal segments in which two paths differ, when all behind them is alike. */
function differingFronts(from: string, to: string): {before: string[]; after: string[]} | undefined {
	const before = withoutHoles(from).split('/').filter(Boolean);
	const after = to.split('/').filter(Boolean);
	while (before.length > 0 && after.length > 0 && isAlike(before.at(-1) ?? '', after.at(-1) ?? '')) {
		before.pop();
		after.pop();
	}
	return [...before, ...after].every((segment) => /^[\w.~-]+$/.test(segment)) ? {before, after} : undefined;
}

function isAlike(called: string, routed: string): boolean {
	return called === routed || (called.includes('{}') && /[:*{[]/.test(routed));
}

/** `/users/{user.id}` → `/users/{}`, whatever the expression holds. */
function withoutHoles(path: string): string {
	let depth = 0;
	let out = '';
	for (const character of path) {
		if (character === '}' && depth > 0) depth -= 1;
		if (depth === 0) out += character;
		if (character === '{') depth += 1;
	}
	return out;
}

/** The known parts of a text with where they start in the file; between two of them is a hole. */
function partsOf(node: Node): {text: string; start: number}[] {
	if (node.type === 'Literal') return [{text: String(node['value']), start: node.start + 1}];
	if (node.type === 'TemplateLiteral') {
		return (node['quasis'] as Node[]).map((quasi, index) => ({
			text: (quasi['value'] as {cooked: string | null}).cooked ?? '',
			start: index === 0 ? node.start + 1 : quasi.start,
		}));
	}
	if (node.type !== 'BinaryExpression')
		return [
			{text: '', start: node.start},
			{text: '', start: node.end},
		];
	const left = partsOf(node['left'] as Node);
	const [next, ...right] = partsOf(node['right'] as Node);
	const last = left.pop();
	return [...left, {text: `${last?.text ?? ''}${next?.text ?? ''}`, start: last?.start ?? node.start}, ...right];
}

function distinct(edits: readonly Edit[]): Edit[] {
	return [...new Map(edits.map((edit) => [edit.start, edit])).values()];
}
