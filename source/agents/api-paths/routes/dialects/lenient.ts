import {anyUnit, everything, oneOrMore, optional, seq, text} from '../language.ts';
import {freeParam, inSegment, shapedParam, type Piece, type Template} from '../piece.ts';
import {languageOfRegExp} from '../regexp.ts';

/**
 * Routers that came with several versions of path-to-regexp (koa-router, Nest), and templates that are already in our own words (Next): what any
 * of them understands is understood. `:name`, `:name(shape)`, `?`, `*` and `+` after them, `*name`, `*`, `(.*)`, `{/:name}`.
 */
export function readLenient(path: string, isFolded: boolean): Template {
	const pieces: Piece[] = [];
	let at = 0;
	while (at < path.length) {
		const [piece, length] = pieceAt(path.slice(at), isFolded);
		const modifier = piece.kind === 'text' ? undefined : /^[?*+]/.exec(path.slice(at + length))?.[0];
		pushModified(pieces, piece, modifier);
		at += length + (modifier?.length ?? 0);
	}
	return {kind: 'pieces', pieces};
}

function pieceAt(rest: string, isFolded: boolean): [Piece, number] {
	const wild = /^\*\w*/.exec(rest)?.[0];
	if (wild !== undefined) return [{kind: 'rest', name: wild.slice(1) || '*', shape: everything}, wild.length];
	const braces = /^\{([^{}]*)\}/.exec(rest);
	if (braces !== null) return [{kind: 'optional', pieces: innerPieces(braces[1] ?? '', isFolded)}, braces[0].length];
	const param = /^(?::(\w+))?(\((?:\\.|[^()\\]|\((?:\\.|[^()\\])*\))*\))?/.exec(rest);
	if (param !== null && param[0] !== '') return [paramOf(param[1] ?? '0', param[2], isFolded), param[0].length];
	const plain = /^(?:\\.|[^:*({\\])+/.exec(rest)?.[0] ?? rest.slice(0, 1);
	return [{kind: 'text', text: plain.replaceAll(/\\(.)/g, '$1')}, plain.length];
}

function innerPieces(path: string, isFolded: boolean): Piece[] {
	const inner = readLenient(path, isFolded);
	return inner.kind === 'pieces' ? inner.pieces : [];
}

function paramOf(name: string, shape: string | undefined, isFolded: boolean): Piece {
	if (shape === undefined) return freeParam(name);
	const language = languageOfRegExp(`^(?:${shape})$`, isFolded ? 'i' : '');
	return language === null ? {kind: 'rest', name, shape: everything} : shapedParam(name, language);
}

/** A modifier takes the slash before the parameter with it. */
function pushModified(pieces: Piece[], piece: Piece, modifier: string | undefined): void {
	if (modifier === undefined || piece.kind === 'optional') {
		pieces.push(piece);
		return;
	}
	const repeated = modifier === '?' || piece.kind === 'text' ? piece : {kind: 'rest' as const, name: piece.name, shape: someSegments};
	if (modifier === '+') {
		pieces.push(repeated);
		return;
	}
	const last = pieces.at(-1);
	if (last?.kind !== 'text' || !last.text.endsWith('/')) {
		pieces.push({kind: 'optional', pieces: [repeated]});
		return;
	}
	pieces.splice(-1, 1, {kind: 'text', text: last.text.slice(0, -1)}, {kind: 'optional', pieces: [{kind: 'text', text: '/'}, repeated]});
}

const someSegments = seq(oneOrMore(inSegment), optional(seq(text('/'), oneOrMore(anyUnit))));
