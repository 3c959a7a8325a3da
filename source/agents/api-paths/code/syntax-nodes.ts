import {parseSync} from 'oxc-parser';

/** A node of the parser's tree, for looking for a few things in one file. The analysis itself works on the IR. */
export type Node = Record<string, unknown> & {type: string; start: number; end: number};

/** The tree of a text, with offsets into it; what cannot be read is not in it. */
export function parseNodes(text: string, dialect: 'jsx' | 'ts' | 'tsx'): Node {
	return parseSync('code', text, {lang: dialect, sourceType: 'unambiguous', preserveParens: false}).program as unknown as Node;
}

/** A node and all below it, outer ones before inner ones. */
export function* nodesIn(value: unknown): Generator<Node> {
	if (Array.isArray(value)) {
		for (const each of value) yield* nodesIn(each);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	if ('type' in value && typeof value.type === 'string') yield value as Node;
	for (const each of Object.values(value)) if (typeof each === 'object') yield* nodesIn(each);
}
